import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lunar } from 'lunar-typescript';
import { format } from 'prettier';

const here = dirname(fileURLToPath(import.meta.url));
const TIERS = { high: 'HIGH', intermediate: 'INTERMEDIATE', basic: 'BASIC' };

/** RFC 4180 rows as objects keyed by the header line. */
function readCsv(file) {
  const rows = [[]];
  let field = '';
  let quoted = false;
  const text = readFileSync(join(here, file), 'utf8').replace(/\r\n/g, '\n').trimEnd() + '\n';
  for (let i = 0; i < text.length; i += 1) {
    const ch = text[i];
    if (quoted) {
      if (ch !== '"') field += ch;
      else if (text[i + 1] === '"') field += text[(i += 1)];
      else quoted = false;
    } else if (ch === '"') quoted = true;
    else if (ch === ',' || ch === '\n') {
      rows.at(-1).push(field);
      field = '';
      if (ch === '\n') rows.push([]);
    } else field += ch;
  }
  const [header, ...body] = rows.filter((row) => row.length > 0);
  return body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

/** One record per code and window of validity; `null` leaves a side open. */
function courtRecords() {
  const current = readCsv('courts-jilin.csv');
  const history = readCsv('court-history.csv');
  const records = [];
  const seat = (row) => ({ lat: Number(row.approx_lat), lon: Number(row.approx_lon) });
  for (const row of current) {
    const past = history.filter((h) => h.code === row.code);
    const base = { code: row.code, name: row.name_zh, tier: TIERS[row.tier], parent: row.parent_code || null };
    const windows = past.filter((h) => h.valid_to !== '' || h.name_zh === row.name_zh);
    const formerNames = past.filter((h) => !windows.includes(h)).map((h) => h.name_zh);
    if (windows.length === 0) {
      records.push({ ...base, validFrom: null, validTo: null, formerNames, ...seat(row) });
    }
    for (const w of windows) {
      records.push({
        ...base,
        name: w.name_zh,
        parent: w.parent_code,
        validFrom: w.valid_from || null,
        validTo: w.valid_to || null,
        formerNames,
        ...seat(row),
      });
    }
  }
  for (const h of history.filter((row) => !current.some((c) => c.code === row.code))) {
    const successor = current.find((c) => c.name_zh === h.name_zh);
    if (!successor) throw new Error(`${h.code}: a former court needs a successor of the same name for its seat`);
    records.push({
      code: h.code,
      name: h.name_zh,
      tier: h.code.length === 5 ? 'BASIC' : 'INTERMEDIATE',
      parent: h.parent_code,
      validFrom: h.valid_from || null,
      validTo: h.valid_to || null,
      formerNames: [],
      ...seat(successor),
    });
  }
  const key = (r) => `${r.code} ${r.validFrom ?? ''}`;
  return records.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const nextDay = (date) => new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The source names the first day of each holiday; every day off that follows without a gap has the same name. */
function namesOf({ off, names }) {
  let name;
  return Object.fromEntries(
    [...off].sort().map((date, i, days) => {
      name = names[date] ?? (i > 0 && nextDay(days[i - 1]) === date ? name : undefined);
      if (name === undefined) throw new Error(`${date}: a day off without the name of its holiday`);
      return [date, name];
    }),
  );
}

/** 正月初一, 清明, 端午, 中秋 as MMDD for each year the law has stood and the library is trusted. */
function lunarDays() {
  const day = (solar) => solar.toYmd().slice(5).replace('-', '');
  const years = Array.from({ length: 2100 - 1949 + 1 }, (_, i) => 1949 + i);
  return Object.fromEntries(
    years.map((year) => {
      const lunar = (month, date) => Lunar.fromYmd(year, month, date);
      const qingming = lunar(3, 1).getJieQiTable()['清明'];
      const days = [lunar(1, 1).getSolar(), qingming, lunar(5, 5).getSolar(), lunar(8, 15).getSolar()];
      return [year, days.map(day).join(' ')];
    }),
  );
}

function calendarYears() {
  const source = JSON.parse(readFileSync(join(here, 'calendar.json'), 'utf8'));
  const years = [];
  for (const [region, notice] of [
    [
      'national',
      (year) => `国务院办公厅关于${year}年部分节假日安排的通知${year === 2020 ? '及延长春节假期的通知' : ''}`,
    ],
    ['yanbian', (year) => `延边州${year}年州庆放假通知${year === 2025 ? '（待核实）' : ''}`],
  ]) {
    for (const [year, lists] of Object.entries(source[region])) {
      years.push({
        region,
        year: Number(year),
        off: lists.off,
        makeup: lists.makeup,
        version: 1,
        notice: notice(Number(year)),
        names: namesOf(lists),
      });
    }
  }
  return { years, appliesTo: { yanbian: source.yanbianAppliesTo } };
}

/** File name → content, exactly as it is committed. */
async function generated() {
  const { years, appliesTo } = calendarYears();
  const json = (value) => format(JSON.stringify(value), { parser: 'json', printWidth: 120 });
  return {
    'courts.json': await json(courtRecords()),
    'calendar.json': await json({ years }),
    'calendar-regions.json': await json(appliesTo),
    'lunar-days.json': await json(lunarDays()),
  };
}

const check = process.argv.includes('--check');
for (const [name, text] of Object.entries(await generated())) {
  const file = join(here, '..', 'src', 'data', name);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${name} is not what data/generate.mjs makes of the source files`);
    process.exitCode = 1;
  }
}
