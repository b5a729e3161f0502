import { isCollaboration, ownerOf } from '@xiezhi/contracts';
import type { Colleagues, WorkItem } from '@xiezhi/contracts/views';
import { mayDo, roleMayIssue, type CommandType, type Role } from '@xiezhi/rules';
import { filePath } from '../../../shared/file-path';

export const SORTS = ['due', 'since', 'act', 'court', 'case'] as const;
export type Sort = (typeof SORTS)[number];

/** Acts by which a court says that it has received something, and nothing else. */
const RECEIPTS = [
  'decision.acknowledge',
  'refusal.acknowledge',
  'execution.acknowledge',
] as const satisfies CommandType[];
type Receipt = (typeof RECEIPTS)[number];

const receiptOf = ({ command }: WorkItem): Receipt | undefined => RECEIPTS.find((receipt) => receipt === command);

/** What can be done with several rows at once. */
export const BULK_ACTS = ['receive', 'claim', 'assign', 'urge'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

const FITS: Readonly<Record<BulkAct, (item: WorkItem) => boolean>> = {
  receive: (item) => item.acts.includes('DO') && receiptOf(item) !== undefined,
  claim: ({ acts }) => acts.includes('CLAIM'),
  assign: ({ acts }) => acts.includes('ASSIGN'),
  urge: ({ acts }) => acts.includes('URGE'),
};

export const fitting = (items: readonly WorkItem[], act: BulkAct): WorkItem[] => items.filter(FITS[act]);

/** Where an item is done: the form itself, over its case; whoever cannot do it comes to the case alone. */
export function workPath({ caseId, command, record, acts }: WorkItem): string {
  const path = filePath(caseId);
  if (!isCollaboration(caseId) || command === null || !acts.includes('DO')) return path;
  const form = new URLSearchParams({ do: command, ...(record === null ? {} : { record: String(record) }) });
  return `${path}?${form.toString()}`;
}

/** The colleagues who could do all of these. */
export const candidates = (
  people: Colleagues['people'],
  items: readonly Pick<WorkItem, 'roles' | 'except'>[],
): Colleagues['people'] => people.filter((person) => items.every((item) => mayDo(item, person)));

interface Sending {
  path: string;
  body?: unknown;
  /** In which role, where a person has several. */
  role?: Role;
}

/** @param body of an assignment whom to, of urging what to say */
export function sendingOf(
  act: BulkAct,
  item: WorkItem,
  { roles }: { roles: readonly Role[] },
  body: object = {},
): Sending {
  const { id, caseId, record, kind } = item;
  const as = (fits: (role: Role) => boolean) => {
    const role = roles.find(fits);
    return role === undefined ? {} : { role };
  };
  const about = record === null ? {} : { record };
  const given = (command: CommandType) => `${ownerOf(command)}/collaborations/${caseId}/commands/${command}`;
  switch (act) {
    case 'receive':
      return {
        path: given(receiptOf(item) ?? 'decision.acknowledge'),
        body: about,
        ...as((role) => item.roles.includes(role)),
      };
    case 'urge':
      return {
        path: given('duty.urge'),
        body: { kind, ...about, ...body },
        ...as((role) => roleMayIssue(role, 'duty.urge')),
      };
    case 'claim':
      return { path: `notification/work-items/${encodeURIComponent(id)}/claim` };
    case 'assign':
      return { path: `notification/work-items/${encodeURIComponent(id)}/assign`, body };
  }
}

export interface Group {
  id: string;
  title: string;
  items: WorkItem[];
}

const HEADINGS: Partial<Record<Sort, (item: WorkItem) => string>> = {
  act: ({ title }) => title,
  court: ({ executingCourtName }) => executingCourtName,
  case: ({ subject }) => subject,
};

/** The rows of a page under a heading each, in the order they came in; undefined where the order makes no groups. */
export function groupsOf(items: readonly WorkItem[], sort: Sort): Group[] | undefined {
  const heading = HEADINGS[sort];
  if (!heading) return undefined;
  const groups = new Map<string, WorkItem[]>();
  for (const item of items) groups.set(heading(item), [...(groups.get(heading(item)) ?? []), item]);
  return [...groups].map(([title, members]) => ({ id: `group:${title}`, title, items: members }));
}
