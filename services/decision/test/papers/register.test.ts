import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderBoth } from '@xiezhi/papers';
import type { Paper } from '@xiezhi/rules';
import { readCode, verificationCode } from '../../src/papers/code';
import { PaperRegister, sm3Of } from '../../src/papers/register';
import { FileStore } from '../../src/papers/store';
import { verificationView } from '../../src/papers/views';
import { ACase } from './support/a-case';
import { memoryConnection, MemoryStore, silent } from './support/stand-ins';

const key = Buffer.from('a key');

function house(render: (paper: Paper) => ReturnType<typeof renderBoth> = renderBoth, rehearsal = false) {
  const connection = memoryConnection();
  const store = new MemoryStore();
  const options = { connection, store, render, key, rehearsal, logger: silent };
  return { store, register: new PaperRegister(options), again: () => new PaperRegister(options) };
}

const decided = ACase.submitted().decided();
const entry = decided.entry('decision.approved');

describe('issuing papers', () => {
  it('puts the papers of an entry on record once, whatever comes twice', async () => {
    const { register, again } = house();
    expect(await register.register(entry, decided.at(entry.seq))).toBe(true);
    expect(await again().register(entry, decided.at(entry.seq))).toBe(true);
    const records = await register.ofCase(decided.caseId);
    expect(records).toEqual([
      expect.objectContaining({ _id: `jl0104-sample:${entry.seq}:0`, status: 'DUE', sm3: null }),
    ]);
  });

  it('has no paper for most entries', async () => {
    const { register } = house();
    const issuing = ['application.submitted', 'decision.approved'];
    for (const other of decided.entries.filter(({ type }) => !issuing.includes(type))) {
      expect(await register.register(other, decided.at(other.seq))).toBe(false);
    }
    expect(await register.ofCase(decided.caseId)).toEqual([]);
  });

  it('issues what is due in a sweep, and the same bytes ever after', async () => {
    const { register, store, again } = house();
    await register.register(entry, decided.at(entry.seq));
    expect(await register.sweep()).toBe(1);
    expect(await register.sweep()).toBe(0);
    const [issued] = await register.ofCase(decided.caseId);
    const pdf = await register.file(issued!, 'pdf');
    expect(sm3Of(pdf)).toBe(issued!.sm3!.pdf);
    expect((await again().file(issued!, 'pdf')).equals(pdf)).toBe(true);
    store.files.clear();
    expect((await register.file(issued!, 'pdf')).equals(pdf)).toBe(true);
    expect(store.files.size).toBe(1);
  });

  it('never gives out a file that was changed in the store', async () => {
    const { register, store } = house();
    await register.register(entry, decided.at(entry.seq));
    const [issued] = await Promise.all((await register.ofCase(decided.caseId)).map((record) => register.issue(record)));
    store.files.set(`${decided.caseId}/${entry.seq}-0.pdf`, Buffer.from('something else'));
    expect(sm3Of(await register.file(issued!, 'pdf'))).toBe(issued!.sm3!.pdf);
  });

  it('is finished by the next process when this one is killed between storing and writing down', async () => {
    let killed = true;
    const { register, again, store } = house(async (paper) => {
      const made = await renderBoth(paper);
      if (killed) {
        await store.put(`${decided.caseId}/${entry.seq}-0.pdf`, made.pdf);
        throw new Error('killed');
      }
      return made;
    });
    await register.register(entry, decided.at(entry.seq));
    expect(await register.sweep()).toBe(0);
    expect((await register.ofCase(decided.caseId))[0]).toMatchObject({ status: 'DUE' });
    killed = false;
    expect(await again().sweep()).toBe(1);
    expect((await register.ofCase(decided.caseId))[0]).toMatchObject({ status: 'ISSUED' });
  });

  it('makes a paper once for all who ask at the same time', async () => {
    let made = 0;
    const { register } = house((paper) => {
      made += 1;
      return renderBoth(paper);
    });
    await register.register(entry, decided.at(entry.seq));
    const [record] = await register.ofCase(decided.caseId);
    await Promise.all([register.issue(record!), register.issue(record!), register.sweep()]);
    expect(made).toBe(1);
  });

  it('does not hold up a case over a text nobody can print; its place in the file says why', async () => {
    const hostile = ACase.submitted({
      parties: [{ side: 'applicant', name: '\u200b\u202e', kind: 'person' }],
    }).decided();
    const { register } = house();
    const given = hostile.entry('decision.approved');
    await register.register(given, hostile.at(given.seq));
    expect(await register.ofCase(hostile.caseId)).toEqual([
      expect.objectContaining({
        status: 'UNPRINTABLE',
        paper: null,
        reason: expect.stringContaining('没有可以打印的文字'),
      }),
    ]);
  });

  it('marks every paper of a rehearsal', async () => {
    const { register } = house(renderBoth, true);
    await register.register(entry, decided.at(entry.seq));
    expect((await register.ofCase(decided.caseId))[0]!.paper).toMatchObject({ watermark: 'REHEARSAL' });
  });
});

describe('the verification code', () => {
  const paper = { title: 'x' } as unknown as Paper;

  it('is the same for the same paper, another for another paper, case or installation', () => {
    const codes = [
      verificationCode(key, 'a:1:0', paper),
      verificationCode(key, 'a:1:1', paper),
      verificationCode(key, 'a:1:0', { ...paper, title: 'y' }),
      verificationCode(Buffer.from('another'), 'a:1:0', paper),
    ];
    expect(new Set(codes).size).toBe(4);
    expect(verificationCode(key, 'a:1:0', paper)).toBe(codes[0]);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it.each([
    ['k7qm-4xpa-9tcd-2hwe', 'K7QM-4XPA-9TCD-2HWE'],
    ['K7QM 4XPA 9TCD 2HWE', 'K7QM-4XPA-9TCD-2HWE'],
    ['Ｋ７ＱＭ－４ＸＰＡ－９ＴＣＤ－２ＨＷＥ', 'K7QM-4XPA-9TCD-2HWE'],
    ['OI7QM-4XPA-9TCD-2HW', '017Q-M4XP-A9TC-D2HW'],
    ['K7QM', null],
    ['{"$ne":null}', null],
    ['', null],
  ])('%s is read as %s', (typed, code) => expect(readCode(typed)).toBe(code));

  it('tells what the paper is and whether the file is the one issued, and nothing of what it says', async () => {
    const { register } = house();
    await register.register(entry, decided.at(entry.seq));
    const [due] = await register.ofCase(decided.caseId);
    const record = await register.issue(due!);
    const view = (hash?: string) => verificationView(record, [record], decided.state, hash);
    expect(view()).toMatchObject({
      found: true,
      message: '核验通过，有效。',
      number: '（2019）吉01协同执字第1号',
      date: '2019-03-12',
      courtName: '吉林省长春市中级人民法院',
    });
    expect(view(record.sm3!.docx.toUpperCase())).toMatchObject({ matches: 'docx' });
    expect(view('0'.repeat(64))).toMatchObject({ matches: 'none', message: expect.stringContaining('不一致') });
    expect(JSON.stringify(view())).not.toContain('张三丰');
    const shown = { ...record, paper: { ...record.paper!, watermark: 'DEMO' as const } };
    expect(verificationView(shown, [shown], decided.state).message).toBe('核验通过，有效。（演示文书，不具效力）');
    const after = verificationView(record, [record, { ...record, seq: record.seq + 1 }], decided.state);
    expect(after.message).toMatch(/^这份文书已被后续文书取代，不再有效/);
    const closed = { ...decided.state.closed, outcome: 'REVOKED' } as typeof decided.state.closed;
    expect(verificationView(record, [record], { ...decided.state, closed }).message).toMatch(
      /^这份文书已撤销，不再有效/,
    );
    expect((await register.byCode(record.code!))?._id).toBe(record._id);
  });
});

describe('the file store', () => {
  it('keeps whole files only, and puts twice what it puts once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xiezhi-papers-'));
    try {
      const store = new FileStore(folder);
      expect(await store.get('a/1-0.pdf')).toBeNull();
      await Promise.all([store.put('a/1-0.pdf', Buffer.from('x')), store.put('a/1-0.pdf', Buffer.from('x'))]);
      expect((await store.get('a/1-0.pdf'))?.toString()).toBe('x');
      expect(await readdir(join(folder, 'a'))).toEqual(['1-0.pdf']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
