import { workbookBytes } from '@xiezhi/workbook';
import { application, castOf, Installation, send, until } from '../../src/support';
import type { Answer, Cast, Person, Sending } from '../../src/support';

let house: Installation;
let cast: Cast;
let people: Record<
  'system' | 'otherSystem' | 'approver' | 'inspector' | 'yanbian' | 'yanbianReviewer' | 'auditor',
  Person
>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      system: { court: '吉', roles: ['systemAdmin'] },
      otherSystem: { court: '吉', roles: ['systemAdmin'] },
      approver: { court: '吉', roles: ['commandDirector'] },
      inspector: { court: '吉', roles: ['inspector'] },
      auditor: { court: '吉', roles: ['auditAdmin'] },
      yanbian: { court: '吉2401', roles: ['handler'] },
      yanbianReviewer: { court: '吉24', roles: ['handler', 'bureauDirector'] },
    }),
  ]);
  await post(people.system, '/clock/move', { to: '2026-12-28T10:00:00+08:00' });
});
afterAll(() => house?.stop());

const center = (path: string) => `${house.urls.commandCenter}${path}`;
const post = (by: Person, path: string, body: unknown, sending: Sending = {}) =>
  send('POST', center(path), { token: by.token, body, ...sending });
const get = async (by: Person, path: string): Promise<Answer> => house.get(by, center(path));
const csv = (content: string) => ({ body: undefined, raw: { content, type: 'text/csv; charset=utf-8' } });
const code = ({ body }: Answer) => body?.['code'];
const proposalOf = ({ body }: Answer) => String(body['proposal']);

interface Deadline {
  kind: string;
  court: string;
  due: string;
  workdays: number;
  provisional: boolean;
  revisions: { from: string; to: string; reason: string }[];
}
async function review(caseId: string, after: number): Promise<Deadline> {
  const { body } = await house.get(people.inspector, center(`/collaborations/${caseId}?after=${after}`));
  return (body as { deadlines: Deadline[] }).deadlines.findLast(({ kind }) => kind === 'REVIEW')!;
}

async function open(by: Person, to: string, more: Record<string, unknown> = {}) {
  const { status, body, text } = await house.submit(by, application(by.court, to, more));
  if (status !== 201) throw new Error(text);
  return { caseId: String(body['caseId']), seq: Number(body['seq']) };
}

describe('the Rule, readable', () => {
  test('every article and one article, with the settings in force, for whoever is signed in', async () => {
    const rules = await get(people.auditor, '/rules');
    expect(rules.body).toMatchObject({ ruleSet: '吉高法〔2018〕45号', articles: { length: 19 } });
    expect((await get(cast.applicant, '/rules/7')).body).toMatchObject({
      number: 7,
      text: expect.stringContaining('10 个工作日内作出审查决定') as string,
      deadlines: [{ kind: 'REVIEW', law: true }, {}, {}, {}],
    });
    expect(code(await get(cast.applicant, '/rules/20'))).toBe('NOT_FOUND');
    expect(code(await get(cast.applicant, '/rules/seven'))).toBe('VALIDATION');
    expect((await send('GET', center('/rules'))).status).toBe(401);
  });
});

describe('settings', () => {
  const propose = (change: object, by = people.system) => post(by, '/commands/settings.propose', change);
  const reason = '执行局统一调整';

  test('are proposed by one, approved by another, and hold from their day for cases opened then', async () => {
    const before = await open(cast.applicant, '吉01');
    const proposed = await propose({ 'HR-02': 7, correctionNoticeWorkdays: 3, reason, effectiveFrom: '2026-12-29' });
    expect(proposed).toMatchObject({ status: 201, body: { remarks: [] } });
    const proposal = proposalOf(proposed);
    expect(code(await post(people.system, '/commands/settings.approve', { proposal }))).toBe('FORBIDDEN');
    expect((await post(people.approver, '/commands/settings.approve', { proposal })).body).toMatchObject({
      version: 2,
      effectiveFrom: '2026-12-29',
    });

    const shown = (answer: Answer, id: string) =>
      (answer.body as { settings: { id: string }[] }).settings.find((setting) => setting.id === id);
    const today = await get(cast.applicant, '/settings');
    expect(today.body).toMatchObject({ version: 1, on: '2026-12-28', upcoming: [{ version: 2, reason }] });
    expect(shown(today, 'HR-02')).toMatchObject({ value: 5, changed: null });
    const tomorrow = await get(cast.applicant, '/settings?on=2026-12-29');
    expect(shown(tomorrow, 'HR-02')).toMatchObject({
      value: 7,
      default: 5,
      note: '设置，不是法律规定',
      articles: ['第七条'],
      changed: {
        version: 2,
        reason,
        proposedBy: { name: people.system.name },
        approvedBy: { name: people.approver.name },
      },
    });
    expect(shown(tomorrow, 'HR-05')).toMatchObject({ value: 5, changed: null });

    const stillFirst = await open(cast.applicant, '吉01');
    await post(people.system, '/clock/move', { to: '2026-12-29T09:00:00+08:00' });
    const second = await open(cast.applicant, '吉01');
    const notice = async ({ caseId, seq }: { caseId: string; seq: number }) => {
      const { body } = await get(people.inspector, `/collaborations/${caseId}?after=${seq}`);
      const { deadlines, settings } = body as { deadlines: Deadline[]; settings: { version: number } };
      return [settings.version, deadlines.find(({ kind }) => kind === 'CORRECTION_NOTICE')?.workdays];
    };
    expect(await notice(before)).toEqual([1, 2]);
    expect(await notice(stillFirst)).toEqual([1, 2]);
    expect(await notice(second)).toEqual([2, 3]);

    const adopt = (version: number) => ({ version, reason: '与新案件一致' });
    const send = (person: Person, version: number) =>
      house.command(person, before.caseId, 'settings.adopt', adopt(version));
    expect(code(await send(cast.reviewer, 2))).toBe('FORBIDDEN');
    expect(code(await send(cast.director, 3))).toBe('NOT_FOUND');
    const adopted = await send(cast.director, 2);
    expect(adopted.status).toBe(200);
    const requested = await house.command(cast.reviewer, before.caseId, 'correction.request', {
      missing: ['执行依据'],
    });
    const { body } = await get(
      people.inspector,
      `/collaborations/${before.caseId}?after=${Number(requested.body['seq'])}`,
    );
    expect((body as { deadlines: Deadline[] }).deadlines).toMatchObject([
      { kind: 'CORRECTION_NOTICE', workdays: 2 },
      { kind: 'REVIEW', workdays: 10 },
      { kind: 'SUPPLEMENT', workdays: 7 },
    ]);
    expect((await get(cast.applicant, '/settings/versions')).body).toMatchObject({
      items: [
        { version: 1, reason: '出厂设置' },
        { version: 2, reason, changes: [{ id: 'HR-02', words: '补正材料的补充期限：5个工作日 → 7个工作日' }, {}] },
      ],
    });
  });

  test('what cannot be set is refused with a sentence for each', async () => {
    const answer = await propose({ 'HR-05': 61, meetingAttendees: 2, correctionMode: 'halt', reason });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'HR-05',
      'correctionMode',
      'meetingAttendees',
    ]);
    for (const change of [
      { reason },
      { 'HR-05': 6 },
      { 'HR-05': 6, reason, effectiveFrom: '2026-12-27' },
      { 'HR-05': 6, reason, effectiveFrom: '9999-12-31' },
      { 'HR-11': 1, reason },
    ]) {
      expect(code(await propose(change))).toBe('VALIDATION');
    }
    expect(code(await propose({ 'HR-05': 6, reason }, cast.commander))).toBe('FORBIDDEN');
  });

  test('a proposal that was rejected or taken back cannot be approved; the same request is one proposal', async () => {
    const key = 'settings-proposal-0001';
    const once = () => post(people.system, '/commands/settings.propose', { 'HR-05': 6, reason }, { key });
    const proposal = proposalOf(await once());
    expect(proposalOf(await once())).toBe(proposal);
    expect(code(await post(people.system, '/commands/settings.propose', { 'HR-05': 7, reason }, { key }))).toBe(
      'VERSION_CONFLICT',
    );
    const end = { proposal, reason: '暂不调整' };
    expect(code(await post(people.otherSystem, '/commands/settings.withdraw', end))).toBe('FORBIDDEN');
    expect((await post(people.approver, '/commands/settings.reject', end)).body).toMatchObject({
      status: 'REJECTED',
      ended: { by: { name: people.approver.name }, reason: '暂不调整' },
    });
    expect(code(await post(people.approver, '/commands/settings.approve', { proposal }))).toBe('NOT_ALLOWED_IN_STATE');
    expect(code(await post(people.system, '/commands/settings.withdraw', end))).toBe('NOT_ALLOWED_IN_STATE');
    const own = proposalOf(await propose({ 'HR-05': 6, reason }));
    expect((await post(people.system, '/commands/settings.withdraw', { ...end, proposal: own })).body).toMatchObject({
      status: 'WITHDRAWN',
    });
    expect(code(await post(people.approver, '/commands/settings.approve', { proposal: own }))).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    const { items } = (await get(cast.applicant, '/settings/proposals')).body as { items: { status: string }[] };
    expect(items.map(({ status }) => status)).toEqual(['WITHDRAWN', 'REJECTED', 'PUBLISHED']);
  });
});

describe('calendars', () => {
  const NOTICE = '国务院办公厅关于2027年部分节假日安排的通知';
  const query = `?region=national&year=2027&notice=${encodeURIComponent(NOTICE)}`;
  const lines = (...days: string[]) => ['date,kind,name', ...days].join('\n');

  test('the system administrators are reminded of the year that is missing, once a week', async () => {
    const { body } = await get(cast.applicant, '/calendars');
    const { missing } = body as { missing: { region: string; year: number }[] };
    expect(missing).toContainEqual({ region: 'national', year: 2027, since: '2026-11-01', courts: ['吉'] });
    const inbox = async () => {
      const answer = await house.get(people.system, `${house.urls.notification}/inbox?limit=200`);
      const { items } = answer.body as { items: { id: string; text: string; level: string }[] };
      return items.filter(({ id }) => id.startsWith('calendar:national:2027:2026-12-28:'));
    };
    const [reminder] = await until('the reminder', async () => {
      const found = await inbox();
      return found.length > 0 && found;
    });
    expect(reminder).toMatchObject({ level: 'REMINDER', text: expect.stringContaining('全国2027年') as string });
    // Another day of the same week brings no other, a service that begins anew neither.
    await house.stack.kill('notification');
    await house.stack.start('notification');
    await until(
      'the service to be back',
      async () => (await house.get(people.system, `${house.urls.notification}/inbox`)).status === 200,
    );
    expect(await inbox()).toHaveLength(1);
  });

  test('a notice is imported, previewed, approved by another person, and moves what it must', async () => {
    const ordinary = await open(cast.applicant, '吉01');
    const hidden = await open(cast.applicant, '吉01', { grounds: [{ code: '3-2', facts: '有干预记录。' }] });
    // 1 January is off by law whatever the notice says; the Saturday that it makes a working day is not foreseen.
    expect(await review(ordinary.caseId, ordinary.seq)).toMatchObject({ due: '2027-01-13', provisional: true });
    const content = lines(
      '2027-01-01,off,元旦',
      '2027-01-02,off,元旦',
      '2027-01-03,off,元旦',
      '2027-01-09,makeup,元旦',
    );
    const imported = await post(people.system, `/calendars/import${query}`, undefined, csv(content));
    expect(imported).toMatchObject({ status: 201, body: { remarks: [{ place: '第3行' }, { place: '第4行' }] } });
    const checked = await post(people.system, '/calendars/import/check?region=national&year=2027', undefined, {
      raw: { content: content.replaceAll(',', ';'), type: 'application/octet-stream' },
    });
    expect(checked).toMatchObject({
      status: 200,
      body: {
        year: { off: ['2027-01-01', '2027-01-02', '2027-01-03'], names: { '2027-01-01': '元旦' } },
        problems: [],
      },
    });
    const proposal = proposalOf(imported);
    // The same days as a spreadsheet on a Chinese machine saves them: 日期, 类型, 名称 and 放假, 元旦 in GB18030.
    const gb18030 = Buffer.concat([
      Buffer.from('c8d5c6da2cc0e0d0cd2cc3fbb3c60d0a', 'hex'),
      Buffer.from('2027/1/1,'),
      Buffer.from('b7c5bcd92cd4aab5a9', 'hex'),
    ]);
    const columns = ['日期', '类型', '名称'].map((header) => ({ header, width: 12 }));
    const book = await workbookBytes([{ name: '放假安排', columns, rows: [['2027年1月1日', '放假', '元旦']] }]);
    for (const content of [gb18030, Buffer.from(book)]) {
      const path = '/calendars/import/check?region=national&year=2027';
      expect(
        await post(people.system, path, undefined, { raw: { content, type: 'application/octet-stream' } }),
      ).toMatchObject({
        status: 200,
        body: { year: { off: ['2027-01-01'], names: { '2027-01-01': '元旦' } }, problems: [] },
      });
    }

    const pages = async (reader: Person, limit: number) => {
      const items: { caseId: string; kind: string; from: string; to: string }[] = [];
      const count = { cases: 0, deadlines: 0 };
      for (let next: string | null = ''; next !== null;) {
        const { body } = await get(
          reader,
          `/calendars/proposals/${proposal}/preview?limit=${limit}${next && `&after=${next}`}`,
        );
        const page = body as { items: typeof items; hidden: typeof count; next: string | null };
        items.push(...page.items);
        count.cases += page.hidden.cases;
        count.deadlines += page.hidden.deadlines;
        ({ next } = page);
      }
      return { items, count };
    };
    const all = await pages(cast.commander, 200);
    expect(await pages(cast.commander, 1)).toEqual(all);
    // A page ends only with a case that its reader may see, and where it ends nobody can read.
    const first = await get(cast.commander, `/calendars/proposals/${proposal}/preview?limit=1`);
    const { items: listed, next } = first.body as { items: { caseId: string }[]; next: string };
    expect(new Set(listed.map(({ caseId }) => caseId)).size).toBe(1);
    expect(Buffer.from(next, 'base64url').toString('latin1')).not.toContain('jl');
    const elsewhere = `/calendars/proposals/${proposal}/preview?after=${next}`;
    expect(code(await get(people.approver, elsewhere))).toBe('VALIDATION');
    for (const nobody of [people.inspector, cast.field, people.auditor]) {
      expect(code(await get(nobody, `/calendars/proposals/${proposal}/preview`))).toBe('FORBIDDEN');
    }
    const moved = (caseId: string) => all.items.filter((item) => item.caseId === caseId && item.kind === 'REVIEW');
    expect(moved(ordinary.caseId)).toMatchObject([
      {
        court: '吉01',
        from: '2027-01-13',
        to: '2027-01-12',
        provisionalBefore: true,
        provisionalAfter: false,
        statusBefore: 'OPEN',
        statusAfter: 'OPEN',
        documentNumber: null,
      },
    ]);
    expect(moved(hidden.caseId)).toHaveLength(1);
    const reads = (await house.audit('command-center')).filter(({ kind }) => kind === 'RESTRICTED_READ');
    expect(reads.map(({ caseId }) => caseId)).toContain(hidden.caseId);
    const approver = await pages(people.approver, 200);
    expect(approver.items.map(({ caseId }) => caseId)).not.toContain(hidden.caseId);
    expect(approver.count.cases).toBe(1);
    const admin = await pages(people.system, 200);
    expect(admin.items).toEqual([]);
    expect(admin.count.deadlines).toBe(all.items.length);

    const approved = await post(people.approver, '/commands/calendar.approve', { proposal });
    expect(approved).toMatchObject({ status: 200, body: { version: 1 } });
    const { cases } = approved.body as { cases: { caseId: string; seq: number }[] };
    const seqOf = (caseId: string) => cases.find((position) => position.caseId === caseId)!.seq;
    expect(await review(ordinary.caseId, seqOf(ordinary.caseId))).toMatchObject({
      due: '2027-01-12',
      provisional: false,
    });
    const progress = (await get(cast.applicant, `/calendars/proposals/${proposal}`)).body;
    expect(progress).toMatchObject({
      own: false,
      status: 'PUBLISHED',
      version: 1,
      progress: { done: cases.length, total: cases.length },
    });
    const again = await post(people.approver, '/commands/calendar.approve', { proposal });
    expect((again.body as { cases: unknown[] }).cases).toEqual(expect.arrayContaining(cases));
    expect((await house.ledger(ordinary.caseId)).filter(({ type }) => type === 'calendar.revised')).toHaveLength(1);

    expect((await get(cast.applicant, '/calendars')).body).toMatchObject({
      regions: [{ region: 'national', coverageUntil: '2027-12-31' }, {}, {}, {}, {}],
    });
    expect((await get(cast.applicant, '/calendars/national/2027')).body).toMatchObject({
      version: 1,
      makeup: ['2027-01-09'],
      notice: NOTICE,
      versions: [{ version: 1, proposedBy: { name: people.system.name }, approvedBy: { name: people.approver.name } }],
    });
  });

  test('a region is closed for two days: its cases move, with the reason, and nobody else’s', async () => {
    const [inside, outside] = await Promise.all([open(people.yanbian, '吉24'), open(cast.applicant, '吉01')]);
    const closure = { kind: 'closure', region: 'yanbian', days: ['2027-01-05', '2027-01-06'], reason: '暴雪' };
    const before = await review(inside.caseId, inside.seq);
    const proposal = proposalOf(await post(people.system, '/commands/calendar.propose', closure));
    const approved = await post(people.approver, '/commands/calendar.approve', { proposal });
    const { cases } = approved.body as { cases: { caseId: string; seq: number }[] };
    expect(cases.map(({ caseId }) => caseId)).toContain(inside.caseId);
    expect(cases.map(({ caseId }) => caseId)).not.toContain(outside.caseId);
    const after = await review(inside.caseId, cases.find(({ caseId }) => caseId === inside.caseId)!.seq);
    expect([before.due, after.due]).toEqual(['2027-01-12', '2027-01-14']);
    expect(after.revisions).toEqual([
      { from: '2027-01-12', to: '2027-01-14', reason: '延边州临时停止办公（2027-01-05、2027-01-06）：暴雪' },
    ]);
    expect((await house.ledger(outside.caseId)).map(({ type }) => type)).not.toContain('calendar.revised');
    const later = await open(people.yanbian, '吉24');
    expect((await review(later.caseId, later.seq)).due).toBe('2027-01-14');
    expect((await get(cast.applicant, '/calendars/yanbian/2027')).body).toMatchObject({ closed: closure.days });
  });

  test('a closure published meanwhile is not ended unsaid, and one that is ended is named everywhere', async () => {
    const notice = { region: 'yitong', year: 2027, off: ['2027-07-05'], makeup: [], notice: '县庆放假' };
    const propose = async (change: object) =>
      proposalOf(await post(people.system, '/commands/calendar.propose', change));
    const approve = (proposal: string) => post(people.approver, '/commands/calendar.approve', { proposal });
    const early = await propose(notice);
    const closure = { kind: 'closure', region: 'yitong', days: ['2027-07-05', '2027-07-06'], reason: '山洪' };
    expect((await approve(await propose(closure))).body).toEqual({ version: 1, cases: expect.any(Array) });
    const refused = await approve(early);
    expect([refused.status, code(refused)]).toEqual([409, 'VERSION_CONFLICT']);
    expect((refused.body as { detail: string }).detail).toContain('2027-07-06');
    const end = { proposal: early, reason: '另提' };
    expect((await post(people.approver, '/commands/calendar.reject', end)).status).toBe(200);

    const knowing = await post(people.system, '/commands/calendar.propose', notice);
    expect(knowing.body).toMatchObject({ remarks: [{ message: expect.stringContaining('2027-07-06') }] });
    expect((await approve(proposalOf(knowing))).body).toMatchObject({ version: 2, ends: ['2027-07-06'] });
    expect((await get(cast.applicant, '/calendars/yitong/2027')).body).toMatchObject({
      off: ['2027-07-05'],
      closed: ['2027-07-05'],
      versions: [{ ended: [] }, { ended: ['2027-07-06'] }],
    });
    const acts = await house.audit('command-center');
    expect(acts.filter(({ proposal, kind }) => proposal === proposalOf(knowing) && kind === 'CHANGE_APPROVED')).toEqual(
      [expect.objectContaining({ message: '取消临时停止办公：2027-07-06' })],
    );
  });

  test('who approves names what he has read when several changes wait; each act is on record', async () => {
    const propose = (region: string, year = 2027) =>
      post(people.system, '/commands/calendar.propose', { region, year, off: [], makeup: [], notice: '本年不另放假' });
    const [qianguo, changbai] = [proposalOf(await propose('qianguo')), proposalOf(await propose('changbai'))];
    const mine = async (reader: Person) => {
      const { items } = (await get(reader, '/calendars/proposals')).body as { items: { own: boolean }[] };
      return items.slice(0, 2).map(({ own }) => own);
    };
    expect(await mine(people.system)).toEqual([true, true]);
    expect(await mine(people.otherSystem)).toEqual([false, false]);
    expect(code(await post(people.approver, '/commands/calendar.approve', {}))).toBe('VALIDATION');
    const end = { proposal: changbai, reason: '不需要' };
    expect((await post(people.approver, '/commands/calendar.reject', end)).status).toBe(200);
    // A region's year may have no days of its own; the only one that waits needs no name.
    expect((await post(people.approver, '/commands/calendar.approve', {})).body).toMatchObject({ version: 1 });
    expect((await get(cast.applicant, '/calendars/qianguo/2027')).body).toMatchObject({ off: [], version: 1 });
    const acts = (await house.audit('command-center')).filter(({ proposal }) =>
      [qianguo, changbai].includes(String(proposal)),
    );
    expect(acts.map(({ kind, actor, proposal, message }) => [kind, (actor as Person).sub, proposal, message])).toEqual([
      ['CHANGE_PROPOSED', people.system.sub, qianguo, undefined],
      ['CHANGE_PROPOSED', people.system.sub, changbai, undefined],
      ['CHANGE_REJECTED', people.approver.sub, changbai, '不需要'],
      ['CHANGE_APPROVED', people.approver.sub, qianguo, undefined],
    ]);
    expect(acts[0]!.digest).toBe(acts[3]!.digest);
  });

  test('what no notice could say is refused, line by line', async () => {
    const bad = lines('2028-01-01,off,元旦', '2028-01-01,off,元旦', '2027-01-04,makeup,元旦');
    const answer = await post(people.system, `/calendars/import${query}`, undefined, csv(bad));
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual([
      '第2行',
      '第3行',
      '第4行',
    ]);
    const refusals = [
      post(people.system, '/calendars/import', undefined, csv(lines('2027-01-01,off,元旦'))),
      post(
        people.system,
        `/calendars/import${query}`,
        undefined,
        csv(`date,kind\n${'2027-01-01,off\n'.repeat(5_000)}`),
      ),
      post(people.system, `/calendars/import${query}`, undefined, {
        raw: { content: '<x/>', type: 'application/xml' },
      }),
      post(people.system, '/calendars/import', { region: 'national', year: 2027, off: [], makeup: [], notice: NOTICE }),
      post(people.system, '/commands/calendar.propose', {
        kind: 'closure',
        region: 'national',
        days: ['2029-01-02'],
        reason: '雪',
      }),
      post(people.system, '/commands/calendar.propose', { kind: 'other', region: 'national' }),
      post(people.system, '/commands/calendar.propose', {
        region: 'harbin',
        year: 2027,
        off: [],
        makeup: [],
        notice: NOTICE,
      }),
      post(people.approver, `/calendars/import${query}`, undefined, csv(lines('2027-01-01,off,元旦'))),
      // A year that no notice is entered for yet, or any more.
      post(people.system, '/commands/calendar.propose', {
        region: 'qianguo',
        year: 2029,
        off: [],
        makeup: [],
        notice: NOTICE,
      }),
      post(people.system, '/commands/calendar.propose', {
        region: 'qianguo',
        year: 1990,
        off: [],
        makeup: [],
        notice: NOTICE,
      }),
    ];
    const answers = await Promise.all(refusals);
    expect(answers.map((refused) => [refused.status, code(refused)])).toEqual([
      [400, 'VALIDATION'],
      [413, 'VALIDATION'],
      [415, 'VALIDATION'],
      [400, 'VALIDATION'],
      [400, 'VALIDATION'],
      [400, 'VALIDATION'],
      [400, 'VALIDATION'],
      [403, 'FORBIDDEN'],
      [400, 'VALIDATION'],
      [400, 'VALIDATION'],
    ]);
    for (const { body } of answers) expect(String(body['detail'])).toMatch(/\p{Script=Han}/u);
    expect(code(await get(cast.applicant, '/calendars/harbin/2027'))).toBe('NOT_FOUND');
    expect(code(await get(cast.applicant, '/calendars/national/2031'))).toBe('NOT_FOUND');
    expect(code(await get(cast.applicant, '/calendars/proposals/nothing'))).toBe('NOT_FOUND');
  });
});
