import JSZip from 'jszip';
import { PNG } from 'pngjs';
import { SAMPLE_SEAL } from '@xiezhi/rules';
import type { Paper, PaperAnnex, PaperTable } from '@xiezhi/rules';
import { layOut, printWarnings, renderBoth, renderDocx, renderPdf } from '../src/index';
import { MM, partOf, pdfText, readDocx, readPdfs, withoutSpace } from './support/readers';
import type { ReadPdf } from './support/readers';

const LONG_NAME = '前郭尔罗斯蒙古族自治县人民法院派驻查干湖旅游经济开发区执行协作法庭';

const table = (rows: number, more: Partial<PaperTable> = {}): PaperTable => ({
  caption: '表1　收案和审查结果',
  columns: ['法院', ...['期初未结', '收到', '决定协同', '不予协同', '撤回', '逾期未补正', '交办终结', '期末未结']],
  rows: Array.from({ length: rows }, (_, row) => [`第${row + 1}基层人民法院`, ...Array<string>(8).fill(String(row))]),
  total: ['合计', ...Array<string>(8).fill('99')],
  ...more,
});

const chart = (rows: number) => ({
  caption: '图1　收到、决定协同、办结（件）',
  series: ['收到', '决定协同', '办结'],
  rows: Array.from({ length: rows }, (_, row) => ({ label: `第${row + 1}基层人民法院`, values: [row, row, 2 * row] })),
});

function bulletin(annexes: PaperAnnex[], more: Partial<Paper> = {}): Paper {
  const courtName = '吉林省延边朝鲜族自治州中级人民法院';
  return {
    ...{ kind: 'BULLETIN', title: '协同执行工作半年通报', number: '2024年上半年第1版', court: '吉24', courtName },
    ...{ addressee: null, date: '2024-07-09', at: '2024-07-09T10:00:00.000+08:00' },
    blocks: [
      { role: 'letterhead', text: courtName },
      { role: 'issue', text: '2024年上半年第1版' },
      { role: 'headline', text: `${courtName}\n关于2024年上半年协同执行工作情况的通报` },
      { role: 'addressee', text: '辖区各基层人民法院：' },
      { role: 'body', text: '现将协同执行工作情况通报如下。' },
      { role: 'heading', text: '一、总体情况' },
      { role: 'body', text: '期初未结3件，本期收到21件。' },
      { role: 'annexes', text: '附件：1.情况图\n　　　2.数据表' },
      { role: 'signature', text: courtName },
      { role: 'date', text: '2024年7月9日' },
      { role: 'copies', text: '发送：延吉市人民法院、珲春市人民法院。' },
    ],
    annexes,
    seal: { courtName, words: SAMPLE_SEAL },
    ...{ watermark: null, templateVersion: 'own/2', formNote: '本样式为本系统自拟，附件未规定', warnings: [] },
    ...{ verificationCode: 'K7QM-4XPA-9TCD-2HWE' },
    ...more,
  };
}

const annexOf = (...tables: PaperTable[]): PaperAnnex => ({
  title: '数据表',
  parts: tables.map((one) => ({ table: one })),
});

const read = async (paper: Paper): Promise<ReadPdf> => readPdfs(await renderPdf(paper))[0]!;
const pageTexts = ({ pages }: ReadPdf): string[] =>
  pages.map(({ pieces }) =>
    withoutSpace(
      pieces
        .filter(({ artifact }) => !artifact)
        .map(({ text }) => text)
        .join(''),
    ),
  );

/** The words of a table's head as they stand one column after another. */
const HEAD = withoutSpace(table(0).columns.join(''));
const inHead = (page: string): boolean => [...HEAD].every((character) => page.includes(character));

describe('a table that goes over pages', () => {
  it('of 93 rows has its head on each of them, and every row once', async () => {
    const rows = 93;
    const pages = pageTexts(await read(bulletin([annexOf(table(rows))])));
    const ofTable = pages.filter((page) => page.includes('基层人民法院') && !page.includes('总体情况'));
    expect(ofTable.length).toBeGreaterThan(2);
    for (const page of ofTable) {
      expect(page).toContain('逾期未补正');
      expect(inHead(page)).toBe(true);
    }
    const text = ofTable.join('');
    for (let row = 1; row <= rows; row++) expect(text.split(`第${row}基层人民法院`)).toHaveLength(2);
    expect(text).toContain('合计');
  });

  it('leaves no head without a row below it, wherever the page ends', () => {
    for (let rows = 12; rows < 36; rows++) {
      const pages = layOut(bulletin([annexOf(table(rows), table(rows, { caption: '表2' }))]));
      for (const { lines } of pages) {
        const words = lines.map(({ line }) => line.characters.map(({ character }) => character).join(''));
        expect(words.at(-1)).not.toBe('期末未结');
        expect(words.at(-1)).not.toMatch(/^表\d/);
      }
    }
  });

  it('stays inside the type area with long names and long figures, broken over lines', async () => {
    const wide = table(30, {
      rows: Array.from({ length: 30 }, () => [LONG_NAME, ...Array<string>(8).fill('12860000000.25')]),
    });
    const { pages } = await read(bulletin([annexOf(wide)]));
    for (const { pieces } of pages.slice(1)) {
      for (const { x, y, width } of pieces.filter(({ artifact, text }) => !artifact && text.trim() !== '')) {
        expect(x).toBeGreaterThanOrEqual(28 * MM - 0.1);
        expect(x + width).toBeLessThanOrEqual((210 - 26) * MM + 1);
        expect(y).toBeGreaterThanOrEqual(35 * MM - 0.1);
      }
    }
  });

  it('may have no row at all', async () => {
    const pages = pageTexts(await read(bulletin([annexOf(table(0))])));
    expect(pages.at(-1)).toContain('期末未结合计99');
  });
});

describe('the parts of a paper under a letterhead', () => {
  const paper = bulletin([{ title: '情况图', parts: [{ chart: chart(20) }] }, annexOf(table(20))]);
  const printed = read(paper);

  it('come in their order: text, seal and date, annexes, and at the very end whom it goes to', async () => {
    const pages = pageTexts(await printed);
    const dated = pages.findIndex((page) => /件。附件：1\.情况图2\.数据表.*2024年7月9日$/.test(page));
    expect(dated).toBeGreaterThanOrEqual(0);
    expect(pages[dated + 1]).toMatch(/^附件1情况图图1/);
    expect(pages.findIndex((page) => page.startsWith('附件2数据表'))).toBeGreaterThan(dated + 1);
    expect(pages.at(-1)).toMatch(/发送：延吉市人民法院、珲春市人民法院。$/);
  });

  it('has every word of a chart as text, and its bars as areas to one scale', async () => {
    const text = withoutSpace(pdfText(await printed));
    for (let row = 1; row <= 20; row++) expect(text).toContain(`第${row}基层人民法院`);
    const left = 28 * MM + 1;
    const boxes = layOut(paper).flatMap((page) => page.boxes.filter(({ x, grey }) => x > left && grey === 0.2));
    expect(boxes).toHaveLength(19);
    boxes.forEach(({ width }, index) => expect(width / (index + 1)).toBeCloseTo(boxes[0]!.width, 6));
  });

  it('is the same bytes made again, in both forms', async () => {
    const small = bulletin([{ title: '情况图', parts: [{ chart: chart(2) }] }, annexOf(table(2))]);
    const [one, two] = [await renderBoth(small), await renderBoth(small)];
    expect(one.pdf.equals(two.pdf)).toBe(true);
    expect(one.docx.equals(two.docx)).toBe(true);
  });

  it('is PDF/A, and warns of characters of a table that no font has', async () => {
    expect((await printed).conformance).toBe('2');
    const rare = bulletin([annexOf(table(1, { rows: [['王\u{3134a}法院', ...Array<string>(8).fill('1')]] }))]);
    expect(printWarnings(rare)).toEqual([expect.stringContaining('（U+3134A）')]);
  });
});

describe('the Word file of such a paper', () => {
  const paper = bulletin([{ title: '情况图', parts: [{ chart: chart(20) }] }, annexOf(table(93))]);
  const file = renderDocx(paper);

  it('says of each table’s head that it is repeated, and of no row that it may be torn', async () => {
    const document = await partOf(await file, 'word/document.xml');
    const rows = document.split('<w:tr>').slice(1);
    expect(rows).toHaveLength(95);
    expect(rows.map((row) => row.includes('<w:tblHeader/>'))).toEqual([true, ...Array<boolean>(94).fill(false)]);
    expect(rows.every((row) => row.includes('<w:cantSplit/>'))).toBe(true);
  });

  it('has columns that are together as wide as the type area', async () => {
    const document = await partOf(await file, 'word/document.xml');
    const widths = [...document.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(9);
    expect(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 156 * MM * 20)).toBeLessThan(10);
  });

  it('has the paragraphs, tables and pictures in order, and whom it goes to at the end', async () => {
    const { paragraphs } = await readDocx(await file);
    const words = paragraphs.map((line) => line.trim());
    expect(words.indexOf('附件1')).toBeGreaterThan(words.indexOf('2024年7月9日'));
    expect(words.indexOf('附件2')).toBeGreaterThan(words.indexOf('附件1'));
    expect(words.at(-1)).toBe('发送：延吉市人民法院、珲春市人民法院。');
    for (let row = 1; row <= 93; row++) expect(words).toContain(`第${row}基层人民法院`);
  });

  it('has charts as pictures of grey on white, with bars in them', async () => {
    const zip = await JSZip.loadAsync(await file);
    const pictures = await Promise.all(
      Object.keys(zip.files)
        .filter((path) => path.startsWith('word/media/'))
        .map(async (path) => PNG.sync.read(await zip.file(path)!.async('nodebuffer'))),
    );
    const charts = pictures.filter(({ width }) => width > 1_000);
    expect(charts).toHaveLength(2);
    for (const { width, height, data } of charts) {
      const levels = Array.from({ length: width * height }, (_, pixel) => data[pixel * 4]!);
      const share = levels.filter((level) => level === 255).length / levels.length;
      expect(share).toBeGreaterThan(0.4);
      expect(levels.filter((level) => level === 0x33).length).toBeGreaterThan(width);
    }
  });

  it('has as many style definitions as a paper without annexes, where there are none', async () => {
    const { annexes: _, ...plain } = paper;
    const styles = await partOf(await renderDocx({ ...plain, blocks: plain.blocks.slice(3) }), 'word/styles.xml');
    expect(styles).not.toContain('附件标题');
    expect(await partOf(await file, 'word/styles.xml')).toContain('附件标题');
  });
});
