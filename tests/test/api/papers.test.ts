import { createHash, randomUUID } from 'node:crypto';
import { application, caseAt, carryOn, castOf, Installation, send, until } from '../../src/support';
import type { Cast, Person } from '../../src/support';

interface ListedPaper {
  paperId: string;
  status: string;
  kind: string;
  number: string;
  code: string;
  sm3: { pdf: string; docx: string };
  standing: string;
}

let house: Installation;
let cast: Cast;
let people: Record<'foreign' | 'auditor' | 'inspector', Person>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      foreign: { court: '吉02', roles: ['handler'] },
      auditor: { court: '吉', roles: ['auditAdmin'] },
      inspector: { court: '吉01', roles: ['inspector'] },
    }),
  ]);
});
afterAll(() => house?.stop());

const papersUrl = (caseId: string) => `${house.urls.decision}/collaborations/${caseId}/papers`;

async function papers(reader: Person, caseId: string, seq: number): Promise<ListedPaper[]> {
  const { status, body } = await house.get(reader, `${papersUrl(caseId)}?after=${seq}`);
  expect(status).toBe(200);
  return (body as { papers: ListedPaper[] }).papers;
}

/** Those that follow upon the application, which every case has in writing. */
async function issued(reader: Person, caseId: string, seq: number): Promise<ListedPaper[]> {
  const [application, ...others] = await papers(reader, caseId, seq);
  expect(application).toMatchObject({ kind: 'APPLICATION', status: 'ISSUED', standing: 'VALID' });
  return others;
}

async function bytes(reader: Person, url: string): Promise<{ status: number; file: Buffer; headers: Headers }> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${reader.token}` } });
  return { status: answer.status, file: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

const sm3 = (file: Buffer) => createHash('sm3').update(file).digest('hex');
const verify = (reader: Person, query: Record<string, string>) =>
  house.get(reader, `${house.urls.decision}/papers/verify?${new URLSearchParams(query).toString()}`);

test('a decision is issued once, in both forms, to those who may see the case; anybody may check it', async () => {
  const { caseId, seq } = await caseAt(cast, 'APPROVED');
  const [paper, ...more] = await issued(cast.applicant, caseId, seq);
  expect(more).toEqual([]);
  expect(paper).toMatchObject({ kind: 'DECISION', status: 'ISSUED', standing: 'VALID' });
  for (const format of ['pdf', 'docx'] as const) {
    const url = `${papersUrl(caseId)}/${paper!.paperId}?format=${format}`;
    const one = await bytes(cast.applicant, url);
    expect(one.status).toBe(200);
    expect(one.headers.get('x-paper-sm3')).toBe(paper!.sm3[format]);
    expect(one.headers.get('content-disposition')).toContain(encodeURIComponent('协同执行决定书'));
    expect(sm3(one.file)).toBe(paper!.sm3[format]);
    expect((await bytes(cast.reviewer, url)).file.equals(one.file)).toBe(true);
    expect((await bytes(people.foreign, url)).status).toBe(404);
    expect((await bytes(people.auditor, url)).status).toBe(404);
  }
  expect((await house.get(people.foreign, papersUrl(caseId))).status).toBe(404);

  const right = await verify(people.foreign, { code: paper!.code.toLowerCase(), sm3: paper!.sm3.pdf });
  expect(right.body).toMatchObject({ found: true, number: paper!.number, standing: 'VALID', matches: 'pdf' });
  expect((await verify(people.foreign, { code: paper!.code, sm3: '0'.repeat(64) })).body).toMatchObject({
    matches: 'none',
  });
  const wrong = await verify(people.foreign, { code: 'AAAA-AAAA-AAAA-AAAA' });
  expect(wrong).toMatchObject({ status: 200, body: { found: false } });
  expect((await send('GET', `${house.urls.decision}/papers/verify?code=AAAA-AAAA-AAAA-AAAA`)).status).toBe(401);
});

test('a draft is shown to those who propose and sign, and leaves nothing behind', async () => {
  const { caseId, seq } = await caseAt(cast, 'UNDER_REVIEW');
  const preview = (reader: Person, body: object) =>
    send('POST', `${papersUrl(caseId)}/preview`, { token: reader.token, body });
  await papers(cast.reviewer, caseId, seq);
  const shown = await preview(cast.reviewer, { outcome: 'APPROVE', reasons: '应当协同', participants: ['吉0105'] });
  expect(shown.status).toBe(200);
  expect(shown.text.startsWith('%PDF-')).toBe(true);
  expect((await preview(cast.applicant, { outcome: 'APPROVE', reasons: '应当协同' })).status).toBe(403);
  const refused = await preview(cast.director, { outcome: 'APPROVE', reasons: '应当协同', participants: ['吉0202'] });
  expect(refused.body).toMatchObject({ code: 'PARTICIPANT_OUTSIDE_JURISDICTION' });
  expect(await issued(cast.reviewer, caseId, seq)).toEqual([]);
});

test('an application that is corrected is in the file twice, the older one replaced by the newer', async () => {
  const { to: _, ...stated } = application('吉0104', '吉01');
  const { caseId } = await caseAt(cast, 'SUBMITTED', stated);
  const corrected = { ...stated, cause: '借款合同纠纷', reason: '案由有误。' };
  const amend = (key: string, body: object) =>
    house.command(cast.applicant, caseId, 'application.amend', body, { key });
  const [key, again] = [randomUUID(), randomUUID()];
  const first = await amend(key, corrected);
  expect(first.status).toBe(200);
  expect(await amend(key, corrected)).toMatchObject({ status: 200, body: { seq: first.body['seq'] } });
  expect(await amend(again, corrected)).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
  expect(await papers(cast.reviewer, caseId, Number(first.body['seq']))).toMatchObject([
    { kind: 'APPLICATION', standing: 'SUPERSEDED' },
    { kind: 'APPLICATION', standing: 'VALID' },
  ]);
  const told = await until('the receiving court is told', async () => {
    const { body } = await house.get(cast.reviewer, `${house.urls.notification}/inbox?limit=100`);
    return (body['items'] as { caseId: string; text: string }[]).find(
      (message) => message.caseId === caseId && message.text.includes('更正'),
    );
  });
  expect(told.text).toContain('执行法院更正了协同执行报请');
});

test('a decision service killed as the decision is made issues it afterwards, once, with the same bytes for ever', async () => {
  const proposed = await caseAt(cast, 'PROPOSED');
  const deciding = carryOn(cast, proposed, 'PROPOSED', 'APPROVED').catch(() => proposed);
  await house.stack.kill('decision');
  await house.stack.start('decision');
  const { seq } = await deciding;
  const [paper, ...more] = await until('the decision paper', async () => {
    const all = await papers(cast.director, proposed.caseId, seq);
    return all.length > 1 && all.every(({ status }) => status === 'ISSUED') ? all.slice(1) : undefined;
  });
  expect(more).toEqual([]);
  const url = `${papersUrl(proposed.caseId)}/${paper!.paperId}`;
  const before = await bytes(cast.director, url);
  await house.stack.kill('decision');
  await house.stack.start('decision');
  expect((await bytes(cast.director, url)).file.equals(before.file)).toBe(true);
});

test('the case file has the record only for those who supervise, and its export is on the trail', async () => {
  const { caseId, seq } = await caseAt(cast, 'CLOSED');
  expect((await issued(cast.applicant, caseId, seq)).map(({ kind }) => kind)).toEqual([
    'DECISION',
    'PLAN',
    'CLOSING_REPORT',
  ]);
  const url = `${house.urls.decision}/collaborations/${caseId}/file`;
  const names = async (reader: Person) => (await bytes(reader, url)).file.toString('utf8');
  expect(await names(cast.applicant)).not.toContain('案件记录.json');
  expect(await names(people.inspector)).toContain('案件记录.json');
  expect((await bytes(people.foreign, url)).status).toBe(404);
  const trail = await house.audit('decision');
  expect(trail.filter((entry) => entry['kind'] === 'CASE_FILE_EXPORTED' && entry['caseId'] === caseId)).toHaveLength(2);
});
