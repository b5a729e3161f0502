import { entryTooLarge, jsonBytes } from '@xiezhi/contracts';
import { addDays, bulletinFigures, courtsOn, GROUND_CODES, HIGH_COURT } from '@xiezhi/rules';
import type { CountedCollaboration } from '@xiezhi/rules';
import { show, spread, table } from './statistics';

const PERIOD = '2026-H1';
const LAST = '2026-06-30';
/** Received evenly over so many days up to the end of the half-year. */
const DAYS = 2_920;

/** The same ones in every run: each eleventh review late, most decided and closed, as many at each basic court. */
function collaborations(count: number): CountedCollaboration[] {
  const basic = courtsOn(LAST).filter(({ tier }) => tier === 'BASIC');
  return Array.from({ length: count }, (_, serial) => {
    const { code, parent } = basic[serial % basic.length]!;
    const receivedOn = addDays(LAST, -Math.floor((serial * DAYS) / count));
    const due = addDays(receivedOn, 14);
    const inTime = serial % 11 > 0;
    const on = addDays(receivedOn, inTime ? 10 : 20);
    return {
      ...{ caseId: `case-${serial}`, caseNumber: `（2018）${code}执${serial}号`, executingCourt: code },
      ...{ documentNumber: `（2018）${parent}协同执字第${serial}号`, decidingCourt: parent ?? HIGH_COURT },
      ...{ origin: 'APPLICATION', grounds: [GROUND_CODES[serial % GROUND_CODES.length]!], ordered: false, leads: [] },
      ...{ enteredAt: `${receivedOn}T09:00:00.000+08:00`, receivedOn },
      end: { kind: serial % 7 > 0 ? 'decided' : 'refused', on },
      reviews: [{ due, inTime, workdays: inTime ? 8 : 14 }],
      closed:
        serial % 7 > 0 && serial % 3 > 0
          ? { outcome: 'ACTUALLY_CLOSED', on: addDays(on, 60), recoveredAmount: serial / 100 }
          : null,
    };
  });
}

/** One pass with nothing but a sum: what reading all of them costs at the least. */
function plainLoop(all: readonly CountedCollaboration[]): number {
  let received = 0;
  for (const { receivedOn } of all) if (receivedOn !== null && receivedOn <= LAST) received += 1;
  return received;
}

export interface BulletinRun {
  count: number;
  ms: number;
  plainMs: number;
  entryBytes: number;
  fits: boolean;
}

const timed = (work: () => unknown): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

/** The High Court's figures over all collaborations of the province; starts no stack. */
export function bulletin(count: number, runs: number, signal: AbortSignal): BulletinRun[] {
  const all = collaborations(count);
  const question = { court: HIGH_COURT, period: PERIOD, collaborations: all, hits: [], quotas: [], previous: null };
  const results: BulletinRun[] = [];
  while (results.length < runs && !signal.aborted) {
    const ms = timed(() => bulletinFigures(question));
    const plainMs = timed(() => plainLoop(all));
    const payload = { version: 1, figures: bulletinFigures(question), restricted: [] };
    const event = { type: 'bulletin.drafted', at: LAST, actor: { court: HIGH_COURT, role: 'assessor' }, payload };
    results.push({ count, ms, plainMs, entryBytes: jsonBytes(payload), fits: entryTooLarge([event]) === undefined });
  }
  return results;
}

export function describeBulletin(results: readonly BulletinRun[]): string {
  const of = (value: (result: BulletinRun) => number, unit: string) => show(spread(results.map(value)), unit);
  return table([
    ['项目', '用时或者数量'],
    [`${results[0]?.count ?? 0}件，全省通报的各项数字`, of(({ ms }) => ms, 'ms')],
    ['只把同样的各件过一遍', of(({ plainMs }) => plainMs, 'ms')],
    ['冻结的数字，作为台账的一条', of(({ entryBytes }) => entryBytes / 1000, 'kB')],
    ['在一条的上限以内', results.every(({ fits }) => fits) ? '是' : '否'],
  ]);
}
