import { codesOf, courtsOn, isScannedBy, SCAN_SETTINGS, scanning } from '@xiezhi/rules';
import type { CourtCode, Covering, Exemption, ScanFinding, ScannedCase } from '@xiezhi/rules';
import { digestOfRow, scannedCaseOf } from '@xiezhi/case-kit';
import type { HeldRow, Reading } from '../docket/rows';
import type { Standing } from './hits';
import type { Scan, ScanCounts } from './types';
import { NOTHING_FOUND } from './types';

export { digestOfRow };

/** Findings that are written together. */
const WRITTEN_AT_ONCE = 500;

export interface ScanSources {
  newest(court: CourtCode, reading: Reading): AsyncIterable<HeldRow>;
  /** The batches that had been taken when the scan began. */
  batches: ReadonlySet<string>;
  covering: ReadonlyMap<string, Covering[]>;
  /** Hits of the scanning court, and of others, by case. */
  own: Standing;
  below: ReadonlyMap<string, { late: boolean }>;
}

export interface ScanSink {
  findings(found: readonly ScanFinding[]): Promise<void>;
  hits(found: readonly ScannedCase[]): Promise<void>;
  progress(rows: number): Promise<void>;
}

/** The courts whose rows a scan reads: those of its area on the day, and those where its own hits lie by now. */
function courtsOf({ court, asOf }: Scan, own: ScanSources['own']): CourtCode[] {
  const area = courtsOn(asOf)
    .map(({ code }) => code)
    .filter((code) => isScannedBy(code, { court, asOf }));
  const known = new Set(area.flatMap(codesOf));
  const left = [...own.open.values()].map(({ found }) => found.executingCourt).filter((code) => !known.has(code));
  return [...area, ...new Set(left)].sort();
}

/** What an exemption rests on is known by its digest only: of another row there is none. */
function exemptionOf({ exempted }: Standing, key: string, row: HeldRow['row']): Exemption | undefined {
  const found = exempted.get(key);
  return found && found.row === digestOfRow(row) ? { on: found.on, row } : undefined;
}

/** One walk over the docket, case after case, holding no more than what is written next. */
export async function walk(
  scan: Scan,
  sources: ScanSources,
  sink: ScanSink,
): Promise<{ rows: number; counts: ScanCounts }> {
  const { court, asOf, by } = scan;
  const { own } = sources;
  const look = scanning({ court, by: by === 'clock' ? 'clock' : 'person', asOf, settings: SCAN_SETTINGS });
  const reading: Reading = { batches: sources.batches, until: `${asOf}T23:59:59.999+08:00` };
  const counts = { ...NOTHING_FOUND };
  let rows = 0;
  let found: ScanFinding[] = [];
  let hits: ScannedCase[] = [];
  const write = async () => {
    await sink.hits(hits);
    await sink.findings(found);
    await sink.progress(rows);
    [found, hits] = [[], []];
  };
  for (const each of courtsOf(scan, own)) {
    for await (const { key, row } of sources.newest(each, reading)) {
      rows += 1;
      const finding = look(row, {
        collaborations: sources.covering.get(key) ?? [],
        open: own.open.has(key),
        exemption: exemptionOf(own, key, row),
        below: sources.below.get(key),
      });
      if (!finding) continue;
      counts[finding.list] += 1;
      found.push(finding);
      if (finding.list === 'hits' && !own.open.has(key)) {
        hits.push(scannedCaseOf({ court, asOf, scan: scan._id }, finding, row));
      }
      if (found.length === WRITTEN_AT_ONCE) await write();
    }
  }
  await write();
  return { rows, counts };
}
