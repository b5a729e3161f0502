import { verifyChain } from '@xiezhi/chain';
import JSZip from 'jszip';
import { caseAt, castOf, Installation, send, standing, until } from '../../src/support';
import type { Cast, OpenCase, Person } from '../../src/support';

/** 案件列表: scope, filters, saved views and export, through the real endpoint of a real installation. */
let house: Installation;
let cast: Cast;
let people: Record<'foreign' | 'high' | 'inspector' | 'system', Person>;
let reviewed: OpenCase;
let closed: OpenCase;
let secret: OpenCase;

interface Item {
  caseId: string;
  respondents: string;
  due: string | null;
}

const parties = (name: string) => [
  { side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
  { side: 'respondent', name, kind: 'person' },
];

const at = (path: string) => `${house.urls.intake}${path}`;
const query = (filter: Record<string, string | number>) =>
  new URLSearchParams(
    Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])),
  ).toString();

async function found(reader: Person, filter: Record<string, string | number> = {}) {
  const { status, body, text } = await house.get(reader, at(`/collaborations?${query({ limit: 200, ...filter })}`));
  if (status !== 200) throw new Error(text);
  const { items, total } = body as { items: Item[]; total: { count: number; exact: boolean } };
  expect(total).toEqual({ count: items.length, exact: true });
  return items;
}
const ids = async (reader: Person, filter: Record<string, string | number> = {}) =>
  (await found(reader, filter)).map(({ caseId }) => caseId).sort();
const idsOf = (...cases: OpenCase[]) => cases.map(({ caseId }) => caseId).sort();

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      foreign: { court: '吉02', roles: ['handler'] },
      high: { court: '吉', roles: ['handler'] },
      inspector: { court: '吉', roles: ['inspector'] },
      system: { court: '吉', roles: ['systemAdmin'] },
    }),
  ]);
  const moved = { token: people.system.token, body: { to: '2018-09-20T09:00:00+08:00' } };
  await send('POST', `${house.urls.commandCenter}/clock/move`, moved);
  reviewed = await caseAt(cast, 'UNDER_REVIEW', { parties: parties('王小明'), cause: '=HYPERLINK("x")纠纷' });
  closed = await caseAt(cast, 'CLOSED', { parties: parties('李四') });
  secret = await caseAt(cast, 'SUBMITTED', {
    grounds: [{ code: '3-2', facts: '有人打招呼。' }],
    parties: parties('王二'),
  });
  for (const open of [reviewed, closed, secret]) await standing(house, cast.reviewer, open);
});
afterAll(() => house?.stop());

test('each court finds what it may see, and restricted cases are neither listed nor counted elsewhere', async () => {
  expect(await ids(cast.applicant)).toEqual(idsOf(reviewed, closed, secret));
  expect(await ids(people.inspector)).toEqual(idsOf(reviewed, closed, secret));
  expect(await ids(people.high)).toEqual(idsOf(reviewed, closed));
  expect(await ids(people.high, { q: '王二' })).toEqual([]);
  expect(await ids(people.foreign, { court: '吉01' })).toEqual([]);
  expect(await house.get(people.system, at('/collaborations'))).toMatchObject({ status: 403 });
});

test('filters, alone and together; names are searched and shown masked', async () => {
  const by = (filter: Record<string, string>) => ids(cast.reviewer, filter);
  expect(await by({ state: 'UNDER_REVIEW,CLOSED' })).toEqual(idsOf(reviewed, closed));
  expect(await by({ ground: '3-2' })).toEqual(idsOf(secret));
  expect(await by({ court: '吉01', deciding: '吉' })).toEqual(idsOf(reviewed, closed, secret));
  expect(await by({ court: '吉0105' })).toEqual([]);
  expect(await by({ route: 'ART8' })).toEqual([]);
  expect(await by({ lamp: 'GREEN' })).toEqual(idsOf(reviewed));
  expect(await by({ lamp: 'AMBER' })).toEqual(idsOf(secret));
  expect(await by({ receivedFrom: '2018-09-20', receivedTo: '2018-09-20', q: '王小' })).toEqual(idsOf(reviewed));
  expect(await by({ receivedFrom: '2018-09-21' })).toEqual([]);
  expect(await by({ q: '小明' })).toEqual(idsOf(reviewed));
  const [item] = await found(cast.reviewer, { q: '王小明' });
  expect(item).toMatchObject({ caseId: reviewed.caseId, respondents: '王某' });
  expect(JSON.stringify(item)).not.toContain('小明');
  expect((await found(cast.reviewer, { sort: 'due' })).map(({ due }) => due)).toEqual([
    '2018-09-25',
    expect.stringMatching(/^2018-10/),
    null,
  ]);
});

test.each([
  ['court=吉99', '没有这个代字的法院'],
  ['state=NONSENSE', '案件状态无效'],
  ['dueFrom=2018-10-02&dueTo=2018-10-01', '起止日期颠倒'],
  ['q=王', '检索词至少2个字'],
])('%s is refused with a sentence', async (wrong, sentence) => {
  for (const path of ['/collaborations', '/collaborations/export.xlsx']) {
    const answer = await house.get(cast.reviewer, at(`${path}?${wrong}`));
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect(answer.text).toContain(sentence);
  }
});

test('views are a person’s own, follow them, and a deleted one can be put back', async () => {
  const put = (id: string, body: object, by = cast.reviewer) =>
    send('PUT', at(`/views/${id}`), { token: by.token, body });
  const of = async (by: Person) => (await house.get(by, at('/views'))).body['items'];
  const late = { name: '逾期未办', filter: { lamp: 'DARK', court: '吉01' }, preferred: true };
  expect(await put('view-0001', late)).toMatchObject({ status: 200 });
  expect(await put('view-0001', late)).toMatchObject({ status: 200 });
  await Promise.all([1, 2, 3].map((n) => put(`view-100${n}`, { name: `并发${n}`, filter: {} })));
  expect(await of(cast.reviewer)).toHaveLength(4);
  expect(await of(cast.director)).toEqual([]);
  expect(await put('view-0002', { name: '逾期未办', filter: {} })).toMatchObject({ status: 400 });
  expect(await put('view-0002', { name: '坏', filter: { lamp: 'BLUE' } })).toMatchObject({ status: 400 });
  const gone = await send('DELETE', at('/views/view-0001'), { token: cast.reviewer.token });
  expect(gone.body['items']).toHaveLength(3);
  await put('view-0001', late);
  expect(await of(cast.reviewer)).toContainEqual({ id: 'view-0001', ...late });
  expect(await put('view-0003', { name: '管理员', filter: {} }, people.system)).toMatchObject({ status: 403 });
});

test('the export is a workbook of texts with what is filtered, masked, and on record', async () => {
  const url = at(`/collaborations/export.xlsx?${query({ court: '吉01', q: '王小明' })}`);
  const answer = await fetch(url, { headers: { authorization: `Bearer ${cast.reviewer.token}` } });
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('协同执行案件'));
  const book = await JSZip.loadAsync(await answer.arrayBuffer());
  const sheet = await book.file('xl/worksheets/sheet1.xml')!.async('string');
  expect(sheet.match(/<row /g)).toHaveLength(2);
  for (const text of ['执行法院', '王某', '=HYPERLINK(']) expect(sheet).toContain(text);
  expect(sheet).not.toMatch(/<f[ >]|小明/);
  const trail = await house.audit<{ kind: string; message: string; seq: number; prevHash: string; hash: string }>(
    'intake',
  );
  expect(verifyChain(trail)).toBeUndefined();
  const exported = trail.filter(({ kind }) => kind === 'CASE_LIST_EXPORTED');
  expect(exported).toMatchObject([{ message: expect.stringContaining('1 件') }]);
  expect(exported[0]!.message).not.toContain('王小明');
});

test('cases written before the list had its fields are found after a restart', async () => {
  await house.stack.kill('intake');
  const cases = house.database('intake').collection<{ _id: string }>('cases');
  await cases.updateOne({ _id: closed.caseId }, { $unset: { list: '' } });
  await cases.updateOne({ _id: secret.caseId }, { $set: { 'list.v': 0, 'list.grounds': ['3-7'] } });
  await house.stack.start('intake');
  await until('the list to be there again', async () => {
    const answer = await house.get(cast.reviewer, at('/collaborations')).catch(() => undefined);
    return answer?.status === 200;
  });
  expect(await ids(cast.reviewer)).toEqual(idsOf(reviewed, closed, secret));
  expect(await ids(cast.reviewer, { ground: '3-2' })).toEqual(idsOf(secret));
});
