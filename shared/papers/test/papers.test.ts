import JSZip from 'jszip';
import { PNG } from 'pngjs';
import type { Paper } from '@xiezhi/rules';
import { layOut, renderBoth, renderDocx, renderPaper, renderPdf } from '../src/index';
import { artifactText, MM, partOf, pdfText, readDocx, readPdfs, withoutSpace } from './support/readers';
import { decision, LONG_REASONS, MANY_PARTIES } from './support/sample-papers';

const CODE = 'K7QM-4XPA-9TCD-2HWE';
const textOf = (paper: Paper): string => withoutSpace(paper.blocks.map(({ text }) => text).join(''));

const SAMPLES: [string, Paper][] = [
  ['of one page', decision({}, { verificationCode: CODE })],
  ['of several pages', decision({ reasons: LONG_REASONS })],
  ['with 120 parties', decision({ parties: MANY_PARTIES })],
  [
    'with markup for a name',
    decision({ parties: [{ side: 'applicant', name: '<w:t>&amp;"\'</w:t>', kind: 'person' }] }),
  ],
];

describe.each(SAMPLES)('a decision %s, read by others', (_, paper) => {
  it('has the model’s text in the PDF, every character of it', async () => {
    const [read] = readPdfs(await renderPdf(paper));
    expect(withoutSpace(pdfText(read!))).toBe(textOf(paper));
  });

  it('has the model’s paragraphs in the DOCX, in order', async () => {
    const { paragraphs } = await readDocx(await renderDocx(paper));
    const expected = paper.blocks.flatMap(({ text }) => text.split('\n'));
    // In the margin of the page on which the paragraph after it stands.
    if (paper.verificationCode) expected.splice(-1, 0, `文书核验码\u3000${CODE}`);
    expect(paragraphs.map((line) => line.trim())).toEqual(expected);
  });

  it('is the same bytes made again', async () => {
    const [one, two] = [await renderBoth(paper), await renderBoth(paper)];
    expect(one.pdf.equals(two.pdf)).toBe(true);
    expect(one.docx.equals(two.docx)).toBe(true);
  });
});

test('under a watermark, which the library names by chance, the DOCX is the same bytes each time', async () => {
  const paper = decision({}, { watermark: 'REHEARSAL' });
  const made = new Set<string>();
  for (let time = 0; time < 8; time++) made.add((await renderDocx(paper)).toString('base64'));
  expect(made.size).toBe(1);
});

describe('the page of GB/T 9704', () => {
  const files = Promise.all([renderPdf(decision({ reasons: LONG_REASONS })), renderPdf(decision())]);

  it('is A4, of 22 lines, inside the type area', async () => {
    for (const read of readPdfs(...(await files))) {
      for (const { size, pieces } of read.pages) {
        expect(size.map((points) => Math.round(points / MM))).toEqual([210, 297]);
        const text = pieces.filter(({ artifact, text: words }) => !artifact && words.trim() !== '');
        expect(new Set(text.map(({ y }) => Math.round(y))).size).toBeLessThanOrEqual(22);
        for (const { x, y, width } of text) {
          expect(x).toBeGreaterThanOrEqual(28 * MM - 0.1);
          expect(x + width).toBeLessThanOrEqual((210 - 26) * MM + 1);
          expect(y).toBeLessThanOrEqual((297 - 37) * MM);
          expect(y).toBeGreaterThanOrEqual(35 * MM);
        }
      }
    }
  });

  it('has 22 full lines of 28 characters on a page of text', async () => {
    const [read] = readPdfs(await renderPdf(decision({ reasons: '甲'.repeat(1500) })));
    const lines = new Map<number, string>();
    for (const { artifact, text, y } of read!.pages[1]!.pieces) {
      if (!artifact) lines.set(Math.round(y), (lines.get(Math.round(y)) ?? '') + text);
    }
    expect(lines.size).toBe(22);
    expect([...lines.values()].map((line) => [...withoutSpace(line)].length)).toEqual(Array(22).fill(28));
  });

  it('counts its pages, and has the date on a page with text', async () => {
    const [read] = readPdfs(...(await files));
    read!.pages.forEach(({ pieces }, index) => {
      const artifacts = pieces.filter(({ artifact }) => artifact).map(({ text }) => text);
      expect(artifacts.join('')).toContain(`— ${index + 1} —`);
    });
    const last = read!.pages.at(-1)!.pieces.filter(({ artifact }) => !artifact);
    expect(withoutSpace(last.map(({ text }) => text).join(''))).toMatch(/协同执行。二〇一八年十月九日抄送/);
  });

  it.each(Array.from({ length: 22 }, (_, lines) => lines))(
    'never leaves the date alone, with %i more lines of reasons',
    async (lines) => {
      const reasons = Array.from({ length: lines + 1 }, (_, line) => `事实${line}。`).join('\n');
      const paper = decision({ reasons });
      const [last, ...rest] = layOut(paper).reverse();
      const roles = last!.lines.map(({ line }) => line.characters.map(({ character }) => character).join(''));
      expect(roles.indexOf('二〇一八年十月九日')).toBeGreaterThanOrEqual(2);
      expect(last!.seal).not.toBeNull();
      expect(rest.every(({ seal }) => seal === null)).toBe(true);
      // The lower half of the seal stays on the sheet's type area.
      expect(last!.seal!.y + 21 * MM).toBeLessThanOrEqual((297 - 35 + 1) * MM);
    },
  );
});

it('leaves no heading alone at the foot of a page, the last heading neither', () => {
  const of = decision();
  for (let lines = 0; lines < 44; lines++) {
    const more = Array.from({ length: lines }, (_, line) => ({ role: 'body' as const, text: `事实${line}。` }));
    const tasks = ['一、工作任务', '二、参加人员'].flatMap((text) => [
      { role: 'heading' as const, text },
      { role: 'body' as const, text: '吉林省长春市二道区人民法院　袁某（公务证号：公务证031号），以及该院其他人员。' },
    ]);
    const blocks = of.blocks.flatMap((block) => (block.role === 'date' ? [...more, ...tasks, block] : [block]));
    for (const { lines: placed } of layOut({ ...of, blocks })) {
      const last = placed
        .at(-1)!
        .line.characters.map(({ character }) => character)
        .join('');
      expect(last).not.toMatch(/^[一二]、/);
    }
  }
});

describe('copies to many courts', () => {
  const toCourts = (paper: Paper, courts: number): Paper => ({
    ...paper,
    blocks: paper.blocks.map(({ role, text }) => ({
      role,
      text: role === 'copies' ? `抄送：${Array(courts).fill('吉林省长春市二道区人民法院').join('、')}。` : text,
    })),
  });
  const textOfPage = ({ lines }: ReturnType<typeof layOut>[number]) =>
    lines.map(({ line }) => line.characters.map(({ character }) => character).join(''));

  it.each([1, 8, 9, 20, 60, 92])('begin below the date on its page, to %i of them', (courts) => {
    for (let lines = 0; lines < 22; lines++) {
      const reasons = Array.from({ length: lines + 1 }, (_, line) => `事实${line}。`).join('\n');
      const pages = layOut(toCourts(decision({ reasons }), courts));
      const sealed = textOfPage(pages.find(({ seal }) => seal !== null)!);
      const date = sealed.indexOf('二〇一八年十月九日');
      expect(date).toBeGreaterThanOrEqual(2);
      expect(sealed[date + 1]).toMatch(/^抄送/);
      expect(pages.flatMap(textOfPage).join('')).toMatch(/法院。$/);
      expect(pages.every(({ lines: placed }) => placed.every(({ baseline }) => baseline < (297 - 35) * MM))).toBe(true);
    }
  });
});

describe('Chinese setting', () => {
  it('begins no line with a closing mark and ends none with an opening one', async () => {
    const tricky = '甲（乙）、丙《丁》。'.repeat(60);
    for (const { lines } of layOut(decision({ reasons: tricky }))) {
      for (const { line } of lines) {
        expect(line.characters[0]?.character).not.toMatch(/[，。、；：）》”]/);
        expect(line.characters.at(-1)?.character).not.toMatch(/[（《“]/);
      }
    }
  });

  it.each([...'～－］〗．・‧℃々｝％”'])('begins no line with %s, wherever it falls', (sign) => {
    for (let before = 24; before <= 32; before += 1) {
      const reasons = `${'甲'.repeat(before)}${sign}${'乙'.repeat(40)}`;
      for (const { lines } of layOut(decision({ reasons }))) {
        for (const { line } of lines) expect(line.characters[0]?.character).not.toBe(sign);
      }
    }
  });

  it.each([...'［〖｛（“￥'])('ends no line with %s, wherever it falls', (sign) => {
    for (let before = 22; before <= 30; before += 1) {
      const reasons = `${'甲'.repeat(before)}${sign}${'乙'.repeat(40)}`;
      for (const { lines } of layOut(decision({ reasons }))) {
        for (const { line } of lines) expect(line.characters.at(-1)?.character).not.toBe(sign);
      }
    }
  });

  it('tells Word of the same signs, and sets a paper of an older release as that release did', async () => {
    const settings = async (paper: Paper) => {
      const zip = await JSZip.loadAsync(await renderDocx(paper));
      return zip.file('word/settings.xml')!.async('string');
    };
    const paper = decision({ reasons: `${'甲'.repeat(26)}～乙` });
    const older = { ...paper, templateVersion: 'annex-2018/1' };
    expect(await settings(paper)).toMatch(/noLineBreaksAfter[^>]*［.*noLineBreaksBefore[^>]*～/);
    expect(await settings(older)).not.toContain('noLineBreaks');
    const begins = (templateVersion: string) =>
      Array.from({ length: 28 }, (_, shift) => decision({ reasons: `${'甲'.repeat(28 + shift)}～乙` }))
        .flatMap((one) => layOut({ ...one, templateVersion }))
        .flatMap(({ lines }) => lines.map(({ line }) => line.characters[0]?.character));
    expect(begins('annex-2018/1')).toContain('～');
    expect(begins(paper.templateVersion)).not.toContain('～');
  });

  it('sets what fits no line, however it is made', async () => {
    for (const reasons of [
      '9'.repeat(500),
      '。'.repeat(500),
      '（'.repeat(500),
      `${'x'.repeat(300)}/${'y'.repeat(300)}`,
    ]) {
      const widths = layOut(decision({ reasons })).flatMap(({ lines }) =>
        lines.map(({ line }) => line.width + line.indent),
      );
      expect(Math.max(...widths)).toBeLessThanOrEqual(156 * MM + 1);
    }
  });
});

describe('rare characters', () => {
  const names = ['王䶮', '㐂㛃㙦', '𠮷田', '𬍛𣸣𬭎', '김철수'];
  const parties = names.map((name) => ({ side: 'applicant' as const, name, kind: 'person' as const }));

  it('of names are printed by the second face, in a part of it, and nothing is warned of', async () => {
    const { pdf, warnings } = await renderBoth(decision({ parties }));
    const [read] = readPdfs(pdf);
    const text = withoutSpace(pdfText(read!));
    for (const name of names) expect(text).toContain(name);
    expect(warnings).toEqual([]);
    expect(read!.conformance).toBe('2');
    expect(pdf.length).toBeLessThan(1_000_000);
  });

  it('stay 〓 in a paper of the release that had no second face', async () => {
    const older = { ...decision({ parties }), templateVersion: 'annex-2018/1' };
    const { pdf, warnings } = await renderBoth(older);
    expect(withoutSpace(pdfText(readPdfs(pdf)[0]!))).toContain('王〓');
    expect(warnings).toEqual([expect.stringContaining('䶮（U+4DAE）')]);
  });
});

describe('characters no font has', () => {
  const rare = decision({ parties: [{ side: 'applicant', name: '王\u{3134a}', kind: 'person' }] });

  it('are printed as 〓 in the PDF, never left out, and told of', async () => {
    const { pdf, docx, warnings } = await renderBoth(rare);
    const [read] = readPdfs(pdf);
    expect(withoutSpace(pdfText(read!))).toBe(textOf(rare).replace('\u{3134a}', '〓'));
    expect((await readDocx(docx)).paragraphs.join('')).toContain('王\u{3134a}');
    expect(warnings).toEqual([expect.stringContaining('（U+3134A）')]);
  });

  it('are few: rare characters of names come from the smaller font files', async () => {
    const { pdf, warnings } = await renderBoth(
      decision({ parties: [{ side: 'applicant', name: '龘獬喆堃镕玥', kind: 'person' }] }),
    );
    expect(warnings).toEqual([]);
    expect(withoutSpace(pdfText(readPdfs(pdf)[0]!))).toContain('龘獬喆堃镕玥');
  });
});

describe('marks on a paper', () => {
  it('has the sample seal, the code and nothing else beside the text', async () => {
    const [read] = readPdfs(await renderPdf(decision({}, { verificationCode: CODE })));
    expect(withoutSpace(artifactText(read!))).toBe(
      withoutSpace(`— 1 —文书核验码${CODE}样章·非正式吉林省长春市中级人民法院`),
    );
  });

  it.each([
    ['DRAFT', '草稿未签发'],
    ['REHEARSAL', '演练不具效力'],
    ['MASKED', '副本已隐名处理'],
  ] as const)('%s is written over every page of both', async (watermark, words) => {
    const paper = decision({ reasons: LONG_REASONS }, { watermark });
    const [read] = readPdfs(await renderPdf(paper));
    for (const { pieces } of read!.pages) {
      expect(withoutSpace(pieces.map(({ text }) => text).join(''))).toContain(words);
    }
    const header = await partOf(await renderDocx(paper), 'word/header1.xml');
    expect(withoutSpace(header)).toContain(words);
  });

  it('says in its properties by which form it was made, and when', async () => {
    const paper = decision();
    const [read] = readPdfs(await renderPdf(paper));
    expect(read!.conformance).toBe('2');
    expect(read!.info).toMatchObject({
      Title: '协同执行决定书 （2018）吉01协同执字第1号',
      Author: '吉林省长春市中级人民法院',
      Keywords: '模板 annex-2018/2',
      CreationDate: 'D:20181009082000Z',
    });
    const core = await partOf(await renderDocx(paper), 'docProps/core.xml');
    expect(core).toContain('2018-10-09T08:20:00Z');
    const own = { ...paper, formNote: '本样式为本系统自拟，附件未规定' };
    expect(await partOf(await renderDocx(own), 'docProps/core.xml')).toContain(own.formNote);
  });
});

describe('the Word file', () => {
  it('stands on the grid with the measures of GB/T 9704', async () => {
    const document = await partOf(await renderDocx(decision()), 'word/document.xml');
    expect(document).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(document).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(document).toMatch(/<w:docGrid w:type="linesAndChars" w:linePitch="580"/);
  });

  it('sets 28 characters, and no 29th, by its styles, because not every program can make the grid’s characters narrower', async () => {
    const file = await renderDocx(decision());
    expect(await partOf(file, 'word/document.xml')).not.toContain('w:charSpace');
    const style = /w:styleId="XiezhiBody".*?<\/w:style>/.exec(await partOf(file, 'word/styles.xml'))![0];
    const [size, spacing] = [/<w:sz w:val="(\d+)"/, /<w:spacing w:val="(-?\d+)"/].map((it) =>
      Number(it.exec(style)?.[1]),
    );
    const pitch = size! / 2 + spacing! / 20;
    expect(Math.floor((156 * MM) / pitch)).toBe(28);
    expect(28 * pitch).toBeGreaterThan(156 * MM - 2);
  });

  it('takes its large and framed lines off the grid, on which some programs would give them two lines', async () => {
    const styles = await partOf(await renderDocx(decision()), 'word/styles.xml');
    const off = styles.split('</w:style>').filter((style) => style.includes('<w:snapToGrid w:val="0"/><w:spacing'));
    expect(off.map((style) => /w:name w:val="([^"]+)"/.exec(style)?.[1])).toEqual(['法院名称', '文书名称', '抄送']);
  });

  it('has the verification code in the lower margin, where it takes no line', async () => {
    const document = await partOf(await renderDocx(decision({}, { verificationCode: CODE })), 'word/document.xml');
    const [picture, words, ...more] = document.split('</w:p>').filter((one) => one.includes(CODE));
    expect(more).toEqual([]);
    expect(picture).toContain('<pic:pic');
    for (const paragraph of [picture!, words!]) {
      expect(paragraph).toMatch(/<w:framePr [^>]*w:vAnchor="page"/);
      const [top, height] = [/ w:y="(\d+)"/, / w:h="(\d+)"/].map((it) => Number(it.exec(paragraph)?.[1]) / 20);
      expect(top).toBeGreaterThan((297 - 35) * MM);
      expect(top! + height!).toBeLessThan((297 - 5) * MM);
    }
  });

  it('names the faces of the standard first, with what may stand in for them', async () => {
    const file = await renderDocx(decision());
    const styles = await partOf(file, 'word/styles.xml');
    expect(styles).toContain('w:eastAsia="仿宋_GB2312"');
    expect(styles).toContain('w:eastAsia="方正小标宋简体"');
    expect(styles).toMatch(/<w:style [^>]*w:styleId="XiezhiTitle"[^>]*><w:name w:val="文书名称"\/>/);
    expect(await partOf(file, 'word/fontTable.xml')).toContain(
      '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>',
    );
  });

  it('has no formatting in its runs, only styles', async () => {
    const document = await partOf(await renderDocx(decision()), 'word/document.xml');
    expect(document).not.toContain('<w:rPr>');
  });

  it('has the sample seal as a picture in front of the text, over the middle of the date', async () => {
    const file = await renderDocx(decision());
    const document = await partOf(file, 'word/document.xml');
    const [dated] = document.split('</w:p>').filter((paragraph) => paragraph.includes('二〇一八年十月九日'));
    expect(dated).toContain('<wp:anchor');
    expect(dated).toContain('descr="吉林省长春市中级人民法院（样章·非正式）"');
    expect(dated).not.toContain('behindDoc="1"');
    // The date has nine characters and four free ones to its right; the type area is 156 mm wide, 28 characters.
    const offset = Number(/<wp:positionH relativeFrom="column"><wp:posOffset>(\d+)/.exec(dated!)?.[1]);
    const emusPerMm = 36_000;
    expect(offset / emusPerMm + 21).toBeCloseTo(156 * (1 - 8.5 / 28), 1);
    const extent = Number(/<wp:extent cx="(\d+)"/.exec(dated!)?.[1]);
    expect(extent / emusPerMm).toBeCloseTo(42, 0);
    expect(document.match(/<wp:anchor/g)).toHaveLength(1);
  });

  it('has a seal that is a red ring with a star and nothing in its corners', async () => {
    const zip = await JSZip.loadAsync(await renderDocx(decision()));
    const [name] = Object.keys(zip.files).filter((path) => path.startsWith('word/media/')); // no code, so no other picture
    const { width, height, data } = PNG.sync.read(await zip.file(name!)!.async('nodebuffer'));
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    expect([width, height]).toEqual([496, 496]);
    expect(at(0, 0)[3]).toBe(0);
    expect(at(248, 5)).toEqual([0xc8, 0x16, 0x1d, 140]);
    expect(at(248, 230)).toEqual([0xc8, 0x16, 0x1d, 140]);
    expect(at(248, 150)[3]).toBe(0);
  });

  it('keeps the end of the text with the date', async () => {
    const document = await partOf(await renderDocx(decision()), 'word/document.xml');
    const ends = document.split('</w:p>').filter((paragraph) => paragraph.includes('<w:keepNext/>'));
    expect(ends).toHaveLength(1);
    expect(ends[0]).toContain('协同执行。');
    expect(await partOf(await renderDocx(decision()), 'word/styles.xml')).toMatch(/"落款空行"\/>.*?<w:keepNext\/>/);
  });

  it('is what renderPaper gives', async () => {
    const paper = decision();
    expect((await renderPaper(paper, 'docx')).equals(await renderDocx(paper))).toBe(true);
    expect((await renderPaper(paper, 'pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
