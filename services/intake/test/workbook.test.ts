import JSZip from 'jszip';
import { parseInstant, SHIPPED_CALENDAR } from '@xiezhi/rules';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeList } from '../src/list/workbook';
import { documentOf, rollOf } from './rows';

const scope = { court: null, book: SHIPPED_CALENDAR, now: parseInstant('2018-10-08T09:00:00+08:00') };

async function sheetOf(documents: Parameters<typeof rollOf>[0]): Promise<string> {
  const to = new PassThrough();
  const [file] = await Promise.all([
    buffer(to),
    writeList(to, [...rollOf(documents).rows()], scope, new AbortController().signal),
  ]);
  return (await JSZip.loadAsync(file)).file('xl/worksheets/sheet1.xml')!.async('string');
}

test('every cell is a text, also one that looks like a formula; headings are Chinese', async () => {
  const xml = await sheetOf([
    documentOf('a', { list: { cause: '=1+1', caseNumber: '@SUM(A1)', applicants: '+王某', respondents: '-x' } }),
    documentOf('b', { list: { cause: '坏\u0001字\ud800' } }),
  ]);
  const cells = [...xml.matchAll(/<c r="[A-Z]+\d+"([^>]*)>/g)];
  expect(cells.length).toBeGreaterThan(30);
  expect(cells.every(([, attributes]) => /t="inlineStr"/.test(attributes!))).toBe(true);
  expect(xml).not.toContain('<f>');
  for (const text of ['文号', '=1+1', '@SUM(A1)', '+王某', '坏〓字〓', '临近（3个工作日）', '2018-10-11'])
    expect(xml).toContain(text);
});

test('nothing is finished for whoever has gone away', async () => {
  const gone = new AbortController();
  gone.abort();
  const to = new PassThrough();
  await writeList(to, [...rollOf([documentOf('a')]).rows()], scope, gone.signal);
  expect(to.writableEnded).toBe(false);
});
