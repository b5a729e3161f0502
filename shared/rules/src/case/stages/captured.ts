import type { CourtCode } from '../../courts';
import { parseInstant } from '../../local-date';
import type { Captured } from '../commands';
import type { CaseState } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';

/** How far a device's clock may be ahead of the server's; milliseconds. Not law, and nothing is counted from it. */
const CLOCK_TOLERANCE = 5 * 60_000;

/** What a device says of when it kept a record, beside the server's own time, by which alone the Rule counts. */
export function capture(t: Transition, given: Captured): { captured?: Captured } {
  const { clientId, capturedAt, clientSeq } = given;
  if (capturedAt !== undefined && parseInstant(capturedAt) > parseInstant(t.at) + CLOCK_TOLERANCE) {
    refuse('VALIDATION', '设备记录的时间晚于现在，请校准设备时间。');
  }
  if (clientId === undefined && capturedAt === undefined && clientSeq === undefined) return {};
  return {
    captured: {
      ...(clientId === undefined ? {} : { clientId }),
      ...(capturedAt === undefined ? {} : { capturedAt }),
      ...(clientSeq === undefined ? {} : { clientSeq }),
    },
  };
}

interface FieldAct {
  kind: 'REPORT' | 'OBJECTION' | 'RECEIPT';
  court: CourtCode;
  /** The record answered. */
  record?: number;
}

function kept({ records }: CaseState): (FieldAct & { clientId: string | undefined })[] {
  return records.flatMap(({ kind, from, to, about, number, captured, receipt }) => [
    ...(kind === 'REPORT' ? [{ kind, court: from, clientId: captured?.clientId }] : []),
    ...(kind === 'OBJECTION' && about !== undefined
      ? [{ kind, court: from, record: about, clientId: captured?.clientId }]
      : []),
    ...(to === null ? [] : [{ kind: 'RECEIPT' as const, court: to, record: number, clientId: receipt?.clientId }]),
  ]);
}

/** Whether the device has sent this before: it could not know that it had arrived. Nothing is recorded twice. */
export function isRepeated(state: CaseState, { clientId }: Captured, act: FieldAct): boolean {
  if (clientId === undefined) return false;
  const before = kept(state).find((one) => one.clientId === clientId);
  if (!before) return false;
  if (before.kind !== act.kind || before.court !== act.court || before.record !== act.record) {
    refuse('VALIDATION', '该记录标识已用于本案的另一条记录。');
  }
  return true;
}
