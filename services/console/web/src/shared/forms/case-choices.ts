import type { CaseView } from '@xiezhi/contracts/views';
import { mayUrge } from '@xiezhi/rules';
import type { Language } from '../language';
import { recordsBySeq, type FieldRecord } from '../records';
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
      mayUrge(by, { court, decidingCourt }, today),
  );
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const SHOWN_SIGNS = 60;

/** The beginning of a text, whole characters only. */
function beginning(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ').trim()];
  return signs.length > SHOWN_SIGNS ? `${signs.slice(0, SHOWN_SIGNS).join('')}……` : signs.join('');
}

/** What of a case its entries are named by. */
interface Told {
  timeline: readonly Pick<CaseView['timeline'][number], 'seq' | 'type' | 'at'>[];
  records: readonly Pick<FieldRecord, 'number' | 'kind' | 'text'>[];
  changes: readonly Pick<CaseView['changes'][number], 'seq' | 'text'>[];
}

/** Entries of a case as they can be cited: number, day, what they are and, where they say something, what. */
export function entryChoices(view: Told, language: Language): { value: number; label: string }[] {
  const records = recordsBySeq(view);
  const texts = new Map(view.changes.map(({ seq, text }) => [seq, text]));
  return view.timeline.map(({ seq, type, at }) => {
    const record = records.get(seq);
    const what = record
      ? `${record.number} ${titleOf(language, 'record', record.kind)}`
      : titleOf(language, 'event', type);
    const said = record?.text ?? texts.get(seq);
    return {
      value: seq,
      label: [`#${seq} ${at.slice(0, 10)} ${what}`, ...(said ? [beginning(said)] : [])].join('：'),
    };
  });
}

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
