import type { CaseView } from '@xiezhi/contracts/views';
import { superiorOf, type CourtCode } from '@xiezhi/rules';
import type { Language } from '../language';
import { courtName, groundText, titleOf } from '../wording';
import type { Field } from './fields';

export interface Choice {
  value: string | number;
  label: string;
}

/** What of a case its choices are made of. */
export type Chosen = Pick<CaseView, 'grounds' | 'leads' | 'deadlines' | 'decidingCourt'>;

export interface Reader {
  court: string;
  language: Language;
  /** Asia/Shanghai. */
  today: string;
}

/** What is still owed by a court this reader's court may urge: as the deciding court, or as the one next above. */
function owed({ deadlines, decidingCourt }: Chosen, { court: by, today }: Reader) {
  return deadlines.filter(
    ({ kind, court, doneOn, status, suspended }) =>
      doneOn === null &&
      status !== 'CANCELLED' &&
      suspended !== true &&
      !(kind === 'OBJECTION' && status === 'LATE') &&
      court !== by &&
      (by === decidingCourt || superiorOf(court as CourtCode, today)?.code === by),
  );
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The choices of a field that asks for something of the case itself. */
export function choicesOf(from: NonNullable<Field['from']>, of: Chosen, reader: Reader): Choice[] {
  const { language, today } = reader;
  switch (from) {
    case 'grounds':
      return of.grounds
        .filter(({ met, override }) => met !== true && !override)
        .map(({ code }) => ({ value: code, label: `${code} ${groundText(code)}` }));
    case 'leadsToVerify':
    case 'leadsToConclude': {
      const waiting = from === 'leadsToVerify' ? 'REGISTERED' : 'VERIFYING';
      return of.leads
        .filter(({ status }) => status === waiting)
        .map(({ number, category, court }) => ({
          value: number,
          label: `${number} · ${category} · ${courtName(court, today)}`,
        }));
    }
    case 'duties':
      return unique(owed(of, reader).map(({ kind }) => kind)).map((kind) => ({
        value: kind,
        label: titleOf(language, 'deadline', kind),
      }));
    case 'dutyRecords':
      return owed(of, reader).flatMap(({ record, kind, court }) =>
        record === undefined
          ? []
          : [
              {
                value: record,
                label: `${record} · ${titleOf(language, 'deadline', kind)} · ${courtName(court, today)}`,
              },
            ],
      );
  }
}
