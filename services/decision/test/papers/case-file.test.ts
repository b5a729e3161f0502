import { readCells } from '@xiezhi/workbook';
import JSZip from 'jszip';
import { renderBoth } from '@xiezhi/papers';
import type { CommandFields } from '@xiezhi/rules';
import { caseFile, proofOf } from '../../src/papers/case-file';
import { previewPapers } from '../../src/papers/preview';
import { PaperRegister, sm3Of } from '../../src/papers/register';
import { ACase } from './support/a-case';
import { memoryConnection, MemoryStore, silent } from './support/stand-ins';

async function exported(masked: boolean, leads = true) {
  const of = ACase.submitted().decided();
  const register = new PaperRegister({
    connection: memoryConnection(),
    store: new MemoryStore(),
    render: renderBoth,
    key: Buffer.from('a key'),
    rehearsal: false,
    logger: silent,
  });
  for (const entry of of.entries) await register.register(entry, of.at(entry.seq));
  const make = () =>
    caseFile({
      register,
      render: renderBoth,
      document: of.document,
      entries: leads ? of.entries : null,
      leads,
      masked,
    });
  const bytes = await make();
  return { of, register, bytes, again: await make(), zip: await JSZip.loadAsync(bytes) };
}

describe('卷宗', () => {
  it('has all papers in both forms, the timeline, the record and its proof; the same case gives the same papers', async () => {
    const { zip, register, of } = await exported(false);
    expect(Object.keys(zip.files).sort()).toEqual(
      [
        '文书/01_协同执行申请书（2016）吉0104执312号.docx',
        '文书/01_协同执行申请书（2016）吉0104执312号.pdf',
        '文书/02_协同执行决定书（2019）吉01协同执字第1号.docx',
        '文书/02_协同执行决定书（2019）吉01协同执字第1号.pdf',
        '时间线.xlsx',
        '校验.txt',
        '案件记录.json',
        '目录.txt',
      ].sort(),
    );
    const [, record] = await register.ofCase(of.caseId);
    const pdf = await zip.file('文书/02_协同执行决定书（2019）吉01协同执字第1号.pdf')!.async('nodebuffer');
    expect(sm3Of(pdf)).toBe(record!.sm3!.pdf);
    const list = await zip.file('目录.txt')!.async('string');
    expect(list).toContain(record!.sm3!.docx);
    expect(list).toContain(record!.code);
    expect(await zip.file('校验.txt')!.async('string')).toContain('校验结果：完整');
    const record2 = JSON.parse(await zip.file('案件记录.json')!.async('string')) as { entries: unknown[] };
    expect(record2.entries).toEqual(of.entries);
  });

  it('gives the timeline as a workbook, times as the courts have them', async () => {
    const { zip, of } = await exported(false);
    const bytes = await zip.file('时间线.xlsx')!.async('nodebuffer');
    const [timeline, deadlines] = await readCells(bytes, { maxBytes: 1024 * 1024, maxColumns: 9 });
    expect(timeline).toHaveLength(of.entries.length + 1);
    expect(timeline![1]).toEqual([
      '1',
      '2019-03-04 10:00:00',
      '报请协同执行',
      'application.submitted',
      '吉林省长春市朝阳区人民法院',
      '经办人',
      'handler某',
    ]);
    const column = (index: number) => deadlines!.map((cells) => cells[index]);
    expect(column(1)).toEqual(expect.arrayContaining(['《细则》第七条', 'HR-02（设置，不是法律规定）']));
    expect(column(7)).toEqual(expect.arrayContaining(['状态', '按期完成']));
  });

  it('masked: hides natural persons everywhere and leaves out the record, which cannot be masked', async () => {
    const { zip } = await exported(true);
    expect(Object.keys(zip.files)).not.toContain('案件记录.json');
    const docx = await JSZip.loadAsync(
      await zip.file('文书/02_协同执行决定书（2019）吉01协同执字第1号.docx')!.async('nodebuffer'),
    );
    const text = await docx.file('word/document.xml')!.async('string');
    expect(text).toContain('张某拒不腾退');
    expect(text).not.toContain('张三丰');
  });

  it('masked: an application that was corrected names nobody whom it named before either', async () => {
    const of = ACase.submitted({
      parties: [
        { side: 'applicant', name: '甲公司', kind: 'organization' },
        { side: 'respondent', name: '章三丰', kind: 'person', identity: '军字第0037号', address: '河西三队老章家。' },
      ],
    });
    const {
      to: _,
      channel: __,
      receivedOn: ___,
      previous: ____,
      ...stated
    } = of.entries[0]!.payload['caseFields'] as CommandFields['application.submit'];
    of.does(
      'application.amend',
      'handler',
      '2019-03-04T11:00:00+08:00',
      { ...stated, parties: [stated.parties[0]!, { ...stated.parties[1]!, name: '张三丰', identity: '军字第0073号' }] },
      '吉0104',
    );
    const register = new PaperRegister({
      connection: memoryConnection(),
      store: new MemoryStore(),
      render: renderBoth,
      key: Buffer.from('a key'),
      rehearsal: false,
      logger: silent,
    });
    for (const entry of of.entries) await register.register(entry, of.at(entry.seq));
    const options = { register, render: renderBoth, document: of.document, entries: null, leads: false };
    const zip = await JSZip.loadAsync(await caseFile({ ...options, masked: true }));
    const files = Object.keys(zip.files).filter((name) => name.endsWith('.docx'));
    expect(files).toHaveLength(2);
    for (const file of files) {
      const docx = await JSZip.loadAsync(await zip.file(file)!.async('nodebuffer'));
      const text = await docx.file('word/document.xml')!.async('string');
      expect(text).toMatch(/章某|张某/);
      expect(text).not.toMatch(/[章张]三丰|军字|老章家/);
    }
    expect(await zip.file('目录.txt')!.async('string')).toContain('已被后续文书取代');
  });

  it('leaves the record out for those who may not export it', async () => {
    const { zip } = await exported(false, false);
    expect(Object.keys(zip.files)).not.toContain('案件记录.json');
  });

  it('proves that a changed record was changed', () => {
    const { entries } = ACase.submitted().decided();
    const changed = entries.map((entry) => (entry.seq === 3 ? { ...entry, at: '2000-01-01T00:00:00+08:00' } : entry));
    expect(proofOf(changed)).toContain('不符。第3条内容与哈希不符');
    expect(proofOf([...entries.slice(0, 1), ...entries.slice(2)])).toContain('第2条缺少记录');
  });
});

describe('a preview', () => {
  const now = Date.parse('2019-03-11T09:00:00+08:00');

  it('is what signing would issue, marked as a draft, and changes nothing', () => {
    const of = ACase.submitted().underReview();
    const before = structuredClone(of.state);
    const [paper] = previewPapers(of.state, { outcome: 'APPROVE', reasons: '应当协同', participants: ['吉0105'] }, now);
    expect(paper).toMatchObject({ kind: 'DECISION', number: '（2019）吉01协同执字第1号', watermark: 'DRAFT' });
    expect(paper!.verificationCode).toBeUndefined();
    expect(of.state).toEqual(before);
  });

  it('of a refusal is the notice', () => {
    const of = ACase.submitted().underReview();
    const papers = previewPapers(of.state, { outcome: 'REFUSE', reasons: '不符合' }, now);
    expect(papers.map(({ kind }) => kind)).toEqual(['REFUSAL_NOTICE']);
  });

  it.each([
    ['a court of another region', { participants: ['吉0202'] }, 'PARTICIPANT_OUTSIDE_JURISDICTION'],
    ['reasons too long to print', { reasons: '甲'.repeat(20_001) }, 'VALIDATION'],
  ])('says how the Rule would refuse %s', (_, draft, code) => {
    const of = ACase.submitted().underReview();
    expect(() => previewPapers(of.state, { outcome: 'APPROVE', reasons: '应当协同', ...draft }, now)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('is for a case that can still be decided', () => {
    expect(() =>
      previewPapers(ACase.submitted().decided().state, { outcome: 'APPROVE', reasons: '同意' }, now),
    ).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED_IN_STATE' }));
  });
});
