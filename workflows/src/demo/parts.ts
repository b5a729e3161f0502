import { demoPerson } from '@xiezhi/contracts';
import type { DemoPerson, DemoSupervision } from '@xiezhi/contracts';
import { sm3 } from '@xiezhi/chain';
import { dateOf } from '@xiezhi/rules';
import type { HitState, Instant } from '@xiezhi/rules';
import type { Supervision } from './supervision';

/** What is sent together. */
const [SCANS, HITS, REPORTS] = [20, 100, 60];

type Hit = DemoSupervision['hits'][number];

function hitOf(_id: string, { found, deadlines }: HitState, at: Instant): Hit {
  const [clock] = deadlines;
  if (!clock) throw new Error(`${_id} has no clock`);
  const { court, key } = found;
  return { _id, court, key, at, found, openedOn: dateOf(at), due: clock.due, provisional: clock.provisional };
}

const person = ({ username, name, court }: DemoPerson) => ({ sub: username, name, court });

const inParts = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

/**
 * What command-center is told, in parts that each take a moment: scans before the rows, or they would be run for the days that
 * have passed; hits after them, or each import would look at them.
 */
export function* partsOf({ imports, scans, reports, files }: Supervision): Generator<DemoSupervision> {
  const nothing: DemoSupervision = { imports: [], scans: [], hits: [], reports: [] };
  const run = scans.map(({ opened: _, person: by, ...scan }) => ({ ...scan, person: by && person(by) }));
  for (const part of inParts(run, SCANS)) yield { ...nothing, scans: part };
  for (const { court, at, rows } of imports) {
    const by = person(demoPerson(court, 'commandOfficer'));
    yield { ...nothing, imports: [{ id: sm3(`demo\n${court}\n${at}`).slice(0, 32), by, at, cases: rows }] };
  }
  const states = new Map(files.map(({ caseId, state }) => [caseId, state]));
  const hits = scans.flatMap(({ opened, at }) => opened.map((id) => hitOf(id, states.get(id) as HitState, at)));
  for (const part of inParts(hits, HITS)) yield { ...nothing, hits: part };
  const said = reports.map(({ by, ...report }): DemoSupervision['reports'][number] =>
    report.what === 'quota'
      ? {
          ...report,
          by: person(by),
          approved: report.approved && { ...report.approved, by: person(report.approved.by) },
        }
      : { ...report, by: person(by) },
  );
  for (const part of inParts(said, REPORTS)) yield { ...nothing, reports: part };
}
