import type { CaseView } from '@xiezhi/contracts/views';

export type FieldRecord = CaseView['records'][number];

/** The field record that an entry brought, by the entry's number: both lists are in the order in which they were made. */
export function recordsBySeq<R>({
  timeline,
  records,
}: {
  timeline: readonly { seq: number; type: string }[];
  records: readonly R[];
}): Map<number, R> {
  const entries = timeline.filter(({ type }) => type === 'execution.recorded');
  return new Map(
    records.flatMap((record, index) => {
      const entry = entries[index];
      return entry ? [[entry.seq, record] as const] : [];
    }),
  );
}
