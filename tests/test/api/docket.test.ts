import { sm3 } from '@xiezhi/chain';
import type { ScannedCase } from '@xiezhi/rules';
import { workbookBytes } from '@xiezhi/workbook';
import { application, castOf, Installation, send, until } from '../../src/support';
import type { Answer, Cast, Person, Sending } from '../../src/support';

const NOW = '2025-04-22T09:00:00+08:00';
const SNAPSHOT = '2025-04-21T20:00:00+08:00';
/** Enough that a process can be killed in the middle of it. */
const ROWS = 6_000;
const EVERY_TENTH = 10;

let house: Installation;
let cast: Cast;
let people: Record<
  'officer' | 'second' | 'other' | 'high' | 'basic' | 'scanner' | 'highScanner' | 'southern' | 'disposer',
  Person
>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0204', '吉02')),
    house.hire({
      officer: { court: '吉02', roles: ['commandOfficer'] },
      second: { court: '吉02', roles: ['commandOfficer'] },
      other: { court: '吉06', roles: ['inspector'] },
      high: { court: '吉', roles: ['inspector'] },
      scanner: { court: '吉04', roles: ['commandOfficer'] },
      southern: { court: '吉05', roles: ['commandOfficer'] },
      disposer: { court: '吉05', roles: ['commandDirector'] },
      highScanner: { court: '吉', roles: ['commandOfficer'] },
      basic: { court: '吉0204', roles: ['assessor'] },
    }),
  ]);
  const system = await house.hire({ system: { court: '吉', roles: ['systemAdmin'] } });
  await post(system.system, '/clock/move', { to: NOW });
});
afterAll(() => house?.stop());

const center = (path: string) => `${house.urls.commandCenter}${path}`;
const post = (by: Person, path: string, body: unknown, sending: Sending = {}) =>
  send('POST', center(path), { token: by.token, body, ...sending });
const get = (by: Person, path: string) => house.get(by, center(path));
const code = ({ body }: Answer) => body?.['code'];

const row = (changes: Record<string, unknown> = {}) => ({
  case_no: '（2023）吉0202执215号',
  court_code: '吉0202',
  filing_date: '2023-02-14',
  type_code: '执',
  cause: '买卖合同纠纷',
  claim_amount: 910_000,
  recovered_amount: 0,
  has_property: true,
  property_verified_on: '2025-03-10',
  close_date: null,
  close_mode: null,
  handler_id: 'jl0202-h01',
  parties: [
    { side: 'applicant', name: '松江五金经营部', kind: 'organization' },
    { side: 'respondent', name: '庞德海', kind: 'person' },
  ],
  exclusions: [],
  related_case_nos: [],
  petition_count: 0,
  snapshot_at: SNAPSHOT,
  ...changes,
});

const bring = (cases: unknown[], by = people.officer, sending: Sending = {}) =>
  post(by, '/commands/case.import', { cases }, sending);

interface Batch {
  batch: string;
  status: string;
  rows: number;
  accepted: number;
  unchanged: number;
  rejectedCount: number;
  fault: string | null;
}
const batchOf = async (id: string): Promise<Batch | undefined> => {
  const answer = await get(people.officer, `/docket/batches/${id}`).catch(() => undefined);
  return answer?.status === 200 ? (answer.body as unknown as Batch) : undefined;
};
const ended = (id: string) =>
  until(`batch ${id} to end`, async () => {
    const batch = await batchOf(id);
    return batch && batch.status !== 'TAKING' && batch;
  });

/** Rows of 吉0203, every tenth with a day that does not exist. */
function file(rows: number, first = 1): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const number = first + index;
    const filed = number % EVERY_TENTH === 0 ? '2023年2月30日' : '2023/2/14';
    return `(2023)吉0203执${number}号,吉0203,${filed},否,2025-04-21 20:00`;
  });
  return ['case_no,court_code,filing_date,has_property,snapshot_at', ...lines].join('\r\n');
}
const upload = (content: string | Uint8Array<ArrayBuffer>, by = people.officer, sending: Sending = {}) =>
  send('POST', center('/docket/files?name=%E5%BA%95%E5%86%8C.csv'), {
    token: by.token,
    raw: { content, type: 'application/octet-stream' },
    ...sending,
  });

describe('a few rows by command', () => {
  test('each is taken or refused by itself, and what a running collaboration says otherwise is told', async () => {
    const caseNumber = '（2023）吉0204执64号';
    const opened = await house.submit(
      cast.applicant,
      application('吉0204', '吉02', { caseNumber, filingDate: '2023-05-20' }),
    );
    expect(opened.status).toBe(201);
    const rows = [
      row(),
      row({ case_no: '(2023)吉0204执0064号', court_code: '吉0204', filing_date: '2023-05-21', claim_amount: null }),
      row({ case_no: '（2022）吉0104执77号', court_code: '吉0104' }),
      row({ case_no: '（2023）吉0284执异5号', court_code: '吉0284' }),
      row({ case_no: '（2025）吉0284执170号', court_code: '吉0284', filing_date: '2025-04-22' }),
      row({ case_no: '（2023）吉0284执8号', court_code: '吉0284', cause: '半个字\ud83d' }),
      row(),
      row({ claim_amount: 1 }),
    ];
    const key = 'docket-a-few-rows';
    const first = await bring(rows, people.officer, { key });
    expect(first).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        unchanged: 1,
        rejected: [
          { row: 3, case_no: '（2022）吉0104执77号', code: 'FORBIDDEN' },
          { row: 4, code: 'CASE_TYPE_NOT_ELIGIBLE' },
          { row: 5, code: 'VALIDATION' },
          { row: 6, code: 'VALIDATION' },
          { row: 8, code: 'VERSION_CONFLICT' },
        ],
        differs: [{ field: 'filing_date', ours: '2023-05-20', theirs: '2023-05-21' }],
      },
    });
    expect((await bring(rows, people.officer, { key })).body).toEqual(first.body);
    expect(code(await bring([row()], people.officer, { key }))).toBe('VERSION_CONFLICT');
  });

  test('an older snapshot is kept and changes nothing current; names are masked for whoever reads', async () => {
    const older = row({ snapshot_at: '2025-01-21T20:00:00+08:00', claim_amount: 7 });
    expect((await bring([older])).body).toMatchObject({ accepted: 1 });
    const found = await get(people.high, `/docket?q=${encodeURIComponent('(2023)吉0202执字第215号')}`);
    expect(found.body).toMatchObject({
      items: [{ claim_amount: 910_000, snapshots: 2, parties: [{}, { name: '庞某' }] }],
    });
    const history = await get(
      people.officer,
      `/docket/history?court=吉0202&caseNumber=${encodeURIComponent('（2023）吉0202执215号')}`,
    );
    expect(history.body).toMatchObject({ items: [{ claim_amount: 910_000 }, { claim_amount: 7 }] });
    const then = await get(people.high, `/docket?court=吉0202&asOf=2025-02-01`);
    expect(then.body).toMatchObject({ items: [{ claim_amount: 7 }] });
  });

  test('a case whose court has changed its code is one case, by its newest row', async () => {
    const moved = {
      case_no: '（2019）吉0381执12号',
      filing_date: '2019-01-09',
      property_verified_on: null,
      has_property: false,
    };
    const rows = [
      row({ ...moved, court_code: '吉0381', snapshot_at: '2020-12-30T20:00:00+08:00', claim_amount: 1 }),
      row({ ...moved, court_code: '吉0184', claim_amount: 2 }),
    ];
    expect((await bring(rows, people.highScanner)).body).toMatchObject({ accepted: 2, rejected: [] });
    expect((await get(people.high, '/docket?court=吉0184')).body).toMatchObject({
      items: [{ claim_amount: 2, snapshots: 2 }],
      rows: 2,
      next: null,
    });
  });

  test('only the command centre imports, and only the court itself and those above read', async () => {
    expect(code(await bring([row()], people.high))).toBe('FORBIDDEN');
    expect(code(await upload(file(1), people.basic))).toBe('FORBIDDEN');
    const refused = (await house.audit('command-center')).filter(({ command }) => command === 'case.import');
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(code(await get(people.other, '/docket?court=吉02'))).toBe('FORBIDDEN');
    expect((await get(people.other, '/docket')).body).toMatchObject({ items: [], rows: 0 });
    await bring([row({ case_no: '（2023）吉0204执9号', court_code: '吉0204' })]);
    const { items } = (await get(people.basic, '/docket')).body as { items: { court_code: string }[] };
    expect(new Set(items.map(({ court_code }) => court_code))).toEqual(new Set(['吉0204']));
    expect(code(await get(cast.applicant, '/docket'))).toBe('FORBIDDEN');
    expect((await get(people.other, '/docket/batches')).body).toMatchObject({ items: [] });
  });
});

describe('a file', () => {
  const accepted = ROWS - ROWS / EVERY_TENTH;

  test('is taken to the same end whoever is killed on the way, and its report names every row in error', async () => {
    const key = 'docket-file-killed';
    const sent = await upload(file(ROWS), people.officer, { key });
    expect(sent.status).toBe(202);
    const id = String(sent.body['batch']);
    const begun = await until('some rows to be taken', async () => {
      const batch = await batchOf(id);
      return batch && batch.rows > 0 && batch;
    });
    expect(begun.status).toBe('TAKING');
    await house.stack.kill('command-center');
    await house.stack.start('command-center');
    expect(await ended(id)).toMatchObject({
      status: 'DONE',
      rows: ROWS,
      accepted,
      unchanged: 0,
      rejectedCount: ROWS - accepted,
      fault: null,
    });
    const report = await get(people.officer, `/docket/batches/${id}/report.csv`);
    const bytes = report.text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    expect(bytes).toHaveLength(1 + ROWS - accepted);
    expect(bytes[1]).toContain('"10","(2023)吉0203执10号","VALIDATION"');
    expect(await upload(file(ROWS), people.officer, { key })).toMatchObject({ status: 202, body: { batch: id } });
  });

  test('twice at once is every row once', async () => {
    const content = file(1_000, 10_001);
    const sent = await Promise.all([upload(content), upload(content, people.second)]);
    const both = await Promise.all(sent.map(({ body }) => ended(String(body['batch']))));
    expect(both.reduce((sum, batch) => sum + batch.accepted, 0)).toBe(900);
    expect(both.reduce((sum, batch) => sum + batch.unchanged, 0)).toBe(900);
  });

  test('of another kind is refused, one that breaks off is taken as far as it goes', async () => {
    const workbook = await upload(Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]));
    expect(workbook).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect(code(await upload('a,b,c\r\n1,2,3'))).toBe('VALIDATION');
    const half = await upload(`${file(20, 20_001)}\r\n"(2023)吉0203执20021号,吉0203,2023-`);
    expect(await ended(String(half.body['batch']))).toMatchObject({ status: 'FAILED', accepted: 18, rejectedCount: 2 });
  });

  test('may be a workbook, whose days are what they show', async () => {
    const head = ['case_no', 'court_code', 'filing_date', 'has_property', 'snapshot_at'];
    const rows = [1, 2].map((n) => [`（2023）吉0211执${n}号`, '吉0211', '2023年2月14日', '是', SNAPSHOT]);
    const columns = head.map((header) => ({ header, width: 20 }));
    const sent = await upload(Buffer.from(await workbookBytes([{ name: '底册', columns, rows }])));
    expect(await ended(String(sent.body['batch']))).toMatchObject({ status: 'DONE', accepted: 2 });
    const { body } = await get(people.high, '/docket?court=吉0211');
    expect(body).toMatchObject({ items: [{ filing_date: '2023-02-14' }, { filing_date: '2023-02-14' }] });
  });

  test('is read page by page', async () => {
    const lines = Array.from(
      { length: 500 },
      (_, index) => `（2023）吉0221执${index + 1}号,吉0221,2023-02-14,否,${SNAPSHOT}`,
    );
    const head = 'case_no,court_code,filing_date,has_property,snapshot_at';
    const sent = await upload([head, ...lines].join('\n'));
    await ended(String(sent.body['batch']));
    const sizes: number[] = [];
    const seen = new Set<string>();
    for (let next: string | null = ''; next !== null;) {
      const { body } = await get(people.high, `/docket?court=吉0221&limit=200${next === '' ? '' : `&after=${next}`}`);
      const items = body['items'] as { case_no: string }[];
      sizes.push(items.length);
      items.forEach(({ case_no }) => seen.add(case_no));
      next = body['next'] as string | null;
    }
    expect([sizes, seen.size]).toEqual([[200, 200, 100], 500]);
  });
});

describe('a scan', () => {
  const HIT = '（2023）吉0402执1号';
  const of = (number: number, changes: Record<string, unknown> = {}) =>
    row({ case_no: `（2023）吉0402执${number}号`, court_code: '吉0402', ...changes });
  const run = (by: Person, asOf: string, sending: Sending = {}) => post(by, '/commands/scan.run', { asOf }, sending);
  const resultOf = async (answer: Answer, by = people.high) => {
    const id = String(answer.body['scan']);
    return until('the scan to be done', async () => {
      const { body } = await get(by, `/scans/${id}`);
      return (
        body['status'] === 'DONE' &&
        (body as unknown as Record<'hits', { caseNumber: string }[]> & Record<'pendingBelow', string[]>)
      );
    });
  };

  beforeAll(async () => {
    const rows = [
      of(1),
      of(2, { filing_date: '2023-05-20', property_verified_on: null }),
      of(3, { has_property: false }),
      of(4, { close_date: '2024-02-14', close_mode: '执行完毕' }),
      of(1, { snapshot_at: '2024-04-21T20:00:00+08:00', has_property: false }),
    ];
    expect((await bring(rows, people.scanner)).body).toMatchObject({ accepted: 5 });
  });

  test('finds the cases whose two years are full, and shows an open hit again with its first due day', async () => {
    const key = 'docket-scan-once';
    const first = await run(people.scanner, '2025-04-22', { key });
    expect(first.body).toMatchObject({ court: '吉04', by: 'commandOfficer', counts: { hits: 1, watch: 1 } });
    expect((await run(people.scanner, '2025-04-22', { key })).body).toMatchObject({ scan: first.body['scan'] });
    expect(code(await run(people.scanner, '2025-04-21', { key }))).toBe('VERSION_CONFLICT');
    const hit = {
      ...{ caseNumber: HIT, executingCourt: '吉0402', rawDate: '2025-02-14', excludedDays: 0, netDate: '2025-02-14' },
      ...{ dispositionDue: '2025-05-08', stale: false, disposition: null, doneOn: null, status: 'OPEN' },
    };
    expect(await resultOf(first)).toMatchObject({
      hits: [hit],
      watch: ['（2023）吉0402执2号'],
      covered: [],
      exempt: [],
    });
    const again = await resultOf(await run(people.scanner, '2025-04-22'));
    expect(again).toMatchObject({ hits: [hit] });
  });

  test('as of an earlier day reads the rows of that day', async () => {
    expect(await resultOf(await run(people.scanner, '2024-05-01'))).toMatchObject({ rows: 1, watch: [] });
  });

  test('of the High Court leaves what an intermediate court is in time for with it', async () => {
    await resultOf(await run(people.scanner, '2025-04-22'));
    const { hits, pendingBelow } = await resultOf(await run(people.highScanner, '2025-04-22'));
    expect(pendingBelow).toContain(HIT);
    expect(hits.map(({ caseNumber }) => caseNumber)).not.toContain(HIT);
  });

  test('is not of the future, of a basic court, or for another role; nor read from beside', async () => {
    expect(code(await run(people.scanner, '2025-04-23'))).toBe('VALIDATION');
    expect(code(await run(people.scanner, '1991-04-08'))).toBe('VALIDATION');
    expect(code(await get(people.high, '/scans?before=x'))).toBe('VALIDATION');
    expect(code(await get(people.high, '/docket/batches?before=%7C%7C'))).toBe('VALIDATION');
    expect(code(await run(people.high, '2025-04-22'))).toBe('FORBIDDEN');
    const scan = String((await run(people.scanner, '2025-04-22')).body['scan']);
    expect(code(await get(people.other, `/scans/${scan}`))).toBe('NOT_FOUND');
    expect((await get(people.other, '/scans')).body).toMatchObject({ items: [] });
  });
});

describe('a hit', () => {
  const numbered = (number: number) => `（2023）吉0502执${number}号`;
  const of = (number: number, changes: Record<string, unknown> = {}) =>
    row({ case_no: numbered(number), court_code: '吉0502', ...changes });
  const LATER = { snapshot_at: '2025-04-22T08:00:00+08:00' };
  const EXEMPT = { disposition: 'EXEMPT_WITH_REASON', reason: '双方已达成和解协议并按期履行。' };
  const dispose = (caseNumber: string, given: object, by = people.disposer, sending: Sending = {}) =>
    post(by, '/commands/scan.dispose', { caseNumber, ...given }, sending);
  type Shown = Record<'hits', { caseNumber: string; disposition: string | null }[]> &
    Record<'exempt' | 'covered', string[]>;
  /** What a scan of today shows. */
  const scanned = async (): Promise<{ id: string } & Shown> => {
    const { body } = await post(people.southern, '/commands/scan.run', { asOf: '2025-04-22' });
    const id = String(body['scan']);
    return { id, ...(await shown(id)) };
  };
  const shown = (id: string) =>
    until('the scan to be done', async () => {
      const { body } = await get(people.high, `/scans/${id}`);
      return body['status'] === 'DONE' && (body as unknown as Shown);
    });
  const dispositionIn = async (id: string, number: number) =>
    (await shown(id)).hits.find(({ caseNumber }) => caseNumber === numbered(number))?.disposition;

  /** In writing, to the executing court, whose people and whoever supervises may read it. */
  const explained = async (hit: string, seq: number) => {
    const papers = (by: Person) => house.get(by, `${house.urls.decision}/files/${hit}/papers?after=${seq}`);
    const { clerk } = await house.hire({ clerk: { court: '吉0502', roles: ['handler'] } });
    for (const by of [clerk, people.disposer, people.high]) {
      expect((await papers(by)).body).toMatchObject({
        file: hit,
        papers: [{ kind: 'EXEMPTION_STATEMENT', court: '吉05', addressee: '吉0502', status: 'ISSUED' }],
      });
    }
    expect((await papers(people.other)).status).toBe(404);
  };

  test('is exempted once, with a reason, by its court’s director, and stays so while its row stays', async () => {
    await bring([of(1), of(2, { has_property: false })], people.southern);
    await scanned();
    expect(code(await dispose(numbered(1), EXEMPT, people.southern))).toBe('FORBIDDEN');
    expect(code(await dispose('（2023）吉0402执1号', EXEMPT))).toBe('FORBIDDEN');
    expect(code(await dispose(numbered(2), EXEMPT))).toBe('NOT_FOUND');
    expect(code(await dispose('吉0502执1', EXEMPT))).toBe('CASE_NUMBER_INVALID');
    expect(code(await dispose(numbered(1), { disposition: 'EXEMPT_WITH_REASON' }))).toBe('VALIDATION');
    expect(code(await dispose(numbered(1), { disposition: 'DESIGNATE', to: '吉05', reason: '指定' }))).toBe(
      'FORBIDDEN',
    );
    expect(code(await dispose(numbered(1), { disposition: 'ALREADY_COLLABORATING' }))).toBe('NOT_ALLOWED_IN_STATE');
    const key = 'docket-dispose-once';
    const done = await dispose('(2023)吉0502执字第1号', EXEMPT, people.disposer, { key });
    expect(done).toMatchObject({ status: 200, body: { state: 'DISPOSED' } });
    expect((await dispose('(2023)吉0502执字第1号', EXEMPT, people.disposer, { key })).body).toEqual(done.body);
    expect(code(await dispose(numbered(1), EXEMPT))).toBe('NOT_ALLOWED_IN_STATE');
    await explained(String(done.body['caseId']), Number(done.body['seq']));
    expect((await scanned()).exempt).toContain(numbered(1));
    await bring([of(1, { ...LATER, close_mode: '终结本次执行程序' })], people.southern);
    const again = await scanned();
    expect(again.hits).toContainEqual(expect.objectContaining({ caseNumber: numbered(1), disposition: null }));
  });

  test('ends by itself when a newer row shows that it is none any more', async () => {
    await bring([of(11)], people.southern);
    const { id } = await scanned();
    await bring([of(11, { ...LATER, close_date: '2025-04-20', close_mode: '执行完毕' })], people.southern);
    await until('the hit to end', async () => (await dispositionIn(id, 11)) === 'NO_LONGER_DUE');
  });

  test('ends by itself when a collaboration is opened on its case', async () => {
    await bring([of(21)], people.southern);
    const { id } = await scanned();
    const { handler } = await house.hire({ handler: { court: '吉0502', roles: ['handler'] } });
    const about = { caseNumber: numbered(21), filingDate: '2023-02-14' };
    expect((await house.submit(handler, application('吉0502', '吉05', about))).status).toBe(201);
    await until('the hit to end', async () => (await dispositionIn(id, 21)) === 'ALREADY_COLLABORATING');
    expect((await scanned()).covered).toContain(numbered(21));
  });

  test('that a scan wrote down after what ends it had come is ended when that scan is', async () => {
    await bring([of(41)], people.southern);
    await scanned();
    const hits = house.database('command-center').collection<{ _id: string; found: ScannedCase }>('hits');
    const written = (await hits.findOne({ key: numbered(41) }))!;
    const { handler } = await house.hire({ handler: { court: '吉0502', roles: ['handler'] } });
    const about = { caseNumber: numbered(51), filingDate: '2023-02-14' };
    expect((await house.submit(handler, application('吉0502', '吉05', about))).status).toBe(201);
    await bring([of(51), of(52, { close_date: '2025-04-20', close_mode: '执行完毕' })], people.southern);
    // As a walk that was broken off leaves them, which had read neither.
    const scan = 'a-scan-broken-off';
    const left = [51, 52].map((number) => {
      const found = { ...written.found, scan, key: numbered(number), caseNumber: numbered(number) };
      return {
        ...written,
        _id: `hit-jl05-${sm3(`${scan}\n${found.key}`).slice(0, 20)}`,
        key: found.key,
        found,
        begun: false,
      };
    });
    await hits.insertMany(left);
    const scans = house.database('command-center').collection<{ _id: string; walk: string | null }>('scans');
    const done = (await scans.findOne({ _id: written.found.scan }))!;
    await scans.insertOne({ ...done, _id: scan, status: 'RUNNING', walk: null, rows: 0 } as typeof done);
    const ends = left.map(({ _id }) =>
      until('the hit to end', async () => (await house.ledger(_id)).find(({ type }) => type === 'hit.disposed')),
    );
    const how = (await Promise.all(ends)).map(({ payload }) => payload['as']);
    expect(how).toEqual(['ALREADY_COLLABORATING', 'NO_LONGER_DUE']);
  });

  test('tells nobody of a need-to-know collaboration who may not know of it, nor does an import', async () => {
    const { handler } = await house.hire({ handler: { court: '吉0502', roles: ['handler'] } });
    const about = { caseNumber: numbered(31), filingDate: '2023-02-13' };
    const grounds = [{ code: '3-2', facts: '被执行人是党政机关，需要上级法院协调。' }];
    expect((await house.submit(handler, application('吉0502', '吉05', { ...about, grounds }))).status).toBe(201);
    const imported = await bring([of(31)], people.highScanner);
    expect(imported.body).toMatchObject({ accepted: 1, differs: [] });
    const batch = String(imported.body['batch']);
    const seen = async (by: Person) => {
      const path = `/docket/batches/${batch}`;
      const [{ body }, { text }] = await Promise.all([get(by, path), get(by, `${path}/report.csv`)]);
      return [body['differsCount'], (body['differs'] as unknown[]).length, text.includes(numbered(31))];
    };
    expect(await Promise.all([people.highScanner, people.high].map(seen))).toEqual([
      [2, 0, false],
      [2, 2, true],
    ]);

    const { body: scan } = await post(people.highScanner, '/commands/scan.run', { asOf: '2025-04-22' });
    const covered = async (by: Person) => {
      const { body } = await until('the scan to be done', async () => {
        const answer = await get(by, `/scans/${String(scan['scan'])}`);
        return answer.body['status'] === 'DONE' && answer;
      });
      return [(body['covered'] as string[]).includes(numbered(31)), body['hidden']];
    };
    expect(await Promise.all([people.highScanner, people.high].map(covered))).toEqual([
      [false, 1],
      [true, 0],
    ]);
    const page = await get(people.highScanner, `/scans/${String(scan['scan'])}/covered`);
    expect(page).toMatchObject({ status: 200, body: { hidden: 1 } });
    expect(page.text).not.toContain(numbered(31));
  });
});

describe('a court by itself', () => {
  interface Listed {
    court: string;
    asOf: string;
    by: string;
  }
  const byClock = async () =>
    ((await get(people.high, '/scans?limit=200')).body['items'] as Listed[])
      .filter(({ by }) => by === 'clock')
      .map(({ court, asOf }) => `${asOf} ${court}`)
      .sort();

  test('scans at eight on the first working day of the month, once, where it holds a docket', async () => {
    const { system } = await house.hire({ system: { court: '吉', roles: ['systemAdmin'] } });
    const move = (to: string) => post(system, '/clock/move', { to });
    await bring([row({ case_no: '（2023）吉0503执1号', court_code: '吉0503' })], people.southern);
    await move('2025-05-06T07:59:00+08:00');
    expect(await byClock()).toEqual([]);
    await house.stack.kill('command-center');
    await house.stack.start('command-center');
    expect((await move('2025-05-06T08:30:00+08:00')).status).toBe(200);
    const scanned = await until('the courts to have scanned', async () => {
      const found = await byClock();
      return found.includes('2025-05-06 吉05') && found;
    });
    expect(scanned).toContain('2025-05-06 吉');
    expect(scanned).not.toContain('2025-05-06 吉07');
    await move('2025-05-07T09:00:00+08:00');
    const after = await byClock();
    expect(after).toEqual([...new Set(after)]);
    expect(after.every((scan) => scan.startsWith('2025-05-06 '))).toBe(true);
  });

  test('when the clock is moved over months, sees each month as it stood', async () => {
    const of = (number: number) => `（2023）吉0503执${number}号`;
    const { system, handler } = await house.hire({
      system: { court: '吉', roles: ['systemAdmin'] },
      handler: { court: '吉0503', roles: ['handler'] },
    });
    const move = (to: string) => post(system, '/clock/move', { to });
    const { decider } = await house.hire({ decider: { court: '吉05', roles: ['handler'] } });
    await move('2025-05-27T09:00:00+08:00');
    const rows = [11, 12].map((number) => row({ case_no: of(number), court_code: '吉0503' }));
    expect((await bring(rows, people.southern)).body).toMatchObject({ accepted: 2 });
    const applied = application('吉0503', '吉05', { caseNumber: of(12), filingDate: '2023-02-14' });
    const { body } = await house.submit(handler, applied);
    const caseId = String(body['caseId']);
    await house.command(decider, caseId, 'correction.request', { missing: ['执行依据'] });
    await post(people.southern, '/commands/scan.run', { asOf: '2025-05-27' });
    await move('2025-07-02T09:00:00+08:00');
    const { items } = (await get(people.high, '/scans?limit=200')).body as unknown as {
      items: (Listed & { scan: string })[];
    };
    const listsOf = async (court: string, asOf: string) => {
      const scan = items.find((each) => each.court === court && each.asOf === asOf && each.by === 'clock');
      const { body } = await get(people.high, `/scans/${scan?.scan}`);
      const { hits, covered } = body as unknown as Record<'hits', { caseNumber: string }[]> & { covered: string[] };
      const seen = (number: string) => [of(11), of(12)].includes(number);
      return [hits.map(({ caseNumber }) => caseNumber).filter(seen), covered.filter(seen)];
    };
    // Its hit has until 11 June, and the application is lapsed the day after the same.
    expect(await listsOf('吉', '2025-06-03')).toEqual([[], []]);
    expect(await listsOf('吉05', '2025-06-03')).toEqual([[of(11)], [of(12)]]);
    expect(await listsOf('吉', '2025-07-01')).toEqual([[of(11)], []]);
    expect(await listsOf('吉05', '2025-07-01')).toEqual([[of(11), of(12)], []]);
  });
});
