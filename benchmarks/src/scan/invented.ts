import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { addDays, courtsOn, DOCKET_FIELDS } from '@xiezhi/rules';

const SNAPSHOT_DAY = '2025-04-21';
const SNAPSHOT = `${SNAPSHOT_DAY}T20:00:00+08:00`;
const FIRST_FILED = '2019-01-01';
const SPAN_DAYS = 2_300;

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The same rows every time: what is drawn depends on the row's number alone. */
const drawn = (row: number, salt: number, below: number) => {
  let value = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return ((value ^ (value >>> 15)) >>> 0) % below;
};

/** Writes a docket of invented cases of every basic and intermediate court, as a spreadsheet would save it. */
export async function writeInventedDocket(file: string, rows: number): Promise<void> {
  const courts = courtsOn(SNAPSHOT_DAY).filter(({ tier }) => tier !== 'HIGH');
  const out = createWriteStream(file);
  out.write(`${DOCKET_FIELDS.join()}\r\n`);
  for (let row = 0; row < rows; row += 1) {
    const court = courts[drawn(row, 0, courts.length)]?.code ?? '吉0104';
    const filed = addDays(FIRST_FILED, drawn(row, 1, SPAN_DAYS));
    const start = addDays(filed, 100);
    const exclusions =
      drawn(row, 2, 4) === 0
        ? [{ type: '评估', start, end: addDays(start, drawn(row, 3, 200)), document_no: `第${row}号` }]
        : [];
    const values: Record<(typeof DOCKET_FIELDS)[number], string> = {
      case_no: `（${filed.slice(0, 4)}）${court}执${row + 1}号`,
      court_code: court,
      filing_date: filed,
      type_code: '执',
      cause: '买卖合同纠纷',
      claim_amount: String(drawn(row, 4, 9_000_000)),
      recovered_amount: '0',
      has_property: drawn(row, 5, 3) === 0 ? '否' : '是',
      property_verified_on: drawn(row, 6, 5) === 0 ? '' : addDays(SNAPSHOT_DAY, -drawn(row, 7, 200)),
      close_date: drawn(row, 8, 4) === 0 ? '' : addDays(filed, drawn(row, 9, 30)),
      close_mode: '',
      handler_id: `h${drawn(row, 10, 900)}`,
      parties: quoted(
        JSON.stringify([
          { side: 'applicant', name: `申请人${row}`, kind: 'person' },
          { side: 'respondent', name: `被执行人${row}`, kind: 'organization' },
        ]),
      ),
      exclusions: quoted(JSON.stringify(exclusions)),
      related_case_nos: '[]',
      petition_count: '0',
      snapshot_at: SNAPSHOT,
    };
    if (!out.write(`${DOCKET_FIELDS.map((field) => values[field]).join()}\r\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
