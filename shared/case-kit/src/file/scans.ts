import { sm3 } from '@xiezhi/chain';
import { restsOn } from '@xiezhi/rules';
import type { CourtCode, ExemptedRow, LocalDate, ScanFinding, ScannedCase } from '@xiezhi/rules';

/** A court scans by itself once a day at the most, so that court and day name the scan. */
export const clockScanId = (court: CourtCode, asOf: LocalDate): string => sm3(`clock\n${court}\n${asOf}`).slice(0, 32);

/** By what a disposition knows the row it looked at. */
export const digestOfRow = (row: ExemptedRow): string => sm3(restsOn(row));

/** What of a scan's finding opens a hit's file. */
export const scannedCaseOf = (
  { court, asOf, scan }: Pick<ScannedCase, 'court' | 'asOf' | 'scan'>,
  { key, caseNumber, executingCourt, age, stale }: ScanFinding,
  row: ExemptedRow,
): ScannedCase => ({
  court,
  key,
  caseNumber,
  executingCourt,
  rawDate: age.rawDate,
  excludedDays: age.excludedDays,
  netDate: age.netDate,
  stale,
  asOf,
  scan,
  row: digestOfRow(row),
});
