import type { CommandAnswer as Answer, Receipt } from '@xiezhi/contracts';
import type { CaseView, TimelineItem } from '@xiezhi/contracts/views';

/** `by` is the court of whoever acted; `court` the one the entry is about. */
export type DatedChange = CaseView['changes'][number] &
  Partial<Pick<TimelineItem, 'type' | 'at' | 'role' | 'name'>> & { by?: string | null };

/** The answer to a command: what it led to, or of an application the receipt alone. */
export type CommandAnswer = Pick<Answer, 'caseId'> & Partial<Omit<Answer, 'caseId'> & Pick<Receipt, 'status'>>;
