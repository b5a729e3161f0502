import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { RuleError } from '../src';
import { run } from '../src/cli/run';
import { everyDay, naiveCount, naiveWorkdays } from './naive-calendar';

const nowhere = () => Promise.reject(new RuleError('NOT_FOUND', '找不到文件。'));
const ask = async (...argv: string[]) => {
  const { output, exitCode } = await run(argv, nowhere);
  expect(output.endsWith('\n')).toBe(true);
  expect(output.indexOf('\n')).toBe(output.length - 1);
  return { answer: JSON.parse(output) as Record<string, unknown>, exitCode };
};
const askAll = async (...lines: string[]) => {
  const { output, exitCode } = await run(['batch', '-'], () => Promise.resolve(lines.join('\n')));
  expect(exitCode).toBe(0);
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('answers', () => {
  test.each<[string[], Record<string, unknown>]>([
    [
      ['workdays', '--court', 'jl01', '--from=2018-09-29', '--count', '3'],
      {
        court: '吉01',
        from: '2018-09-29',
        count: 3,
        days: ['2018-09-30', '2018-10-08', '2018-10-09'],
        due: '2018-10-09',
        provisional: false,
        calendar: 'national-2018@1',
      },
    ],
    [
      ['workday', '--court', '吉01', '--date', '2018-10-07'],
      { date: '2018-10-07', workday: false, reason: '国庆节放假（国务院办公厅通知）' },
    ],
    [
      ['net-age', '--filed', '2016-06-15', '--exclude', '2017-03-01..2017-04-15', '--exclude=2017-06-01..2017-08-05'],
      { rawDate: '2018-06-15', excludedDays: 110, netDate: '2018-10-03', metFrom: '2018-10-04', met: null },
    ],
    [
      ['net-age', '--filed', '2024-02-29', '--as-of', '2026-03-01'],
      { rawDate: '2026-02-28', excludedDays: 0, netDate: '2026-02-28', metFrom: '2026-03-01', met: true },
    ],
    [
      ['court', '长春中院', '--on', '2018-05-14'],
      { code: '吉01', name: '吉林省长春市中级人民法院', tier: 'INTERMEDIATE', parent: '吉' },
    ],
    [
      ['case-number', '（2014）朝执字第00256号'],
      {
        normalised: '（2014）朝执字第00256号',
        format: 'legacy',
        year: null,
        court: null,
        type: null,
        serial: null,
        eligible: null,
      },
    ],
    [['legal-basis', '--on', '2021-01-01'], { text: '第74条第2款' }],
    [['rate', '--numerator', '1799', '--denominator', '1999', '--target', '90'], { display: '90.0%', pass: false }],
    [['rate', '--numerator', '0', '--denominator', '0', '--target', '90'], { display: '—', pass: null }],
  ])('%j', async (argv, expected) => {
    expect(await ask(...argv)).toEqual({ answer: expected, exitCode: 0 });
  });

  test('help is in Chinese and succeeds', async () => {
    for (const argv of [['--help'], ['workdays', '--help'], ['-h'], ['help']]) {
      expect(await run(argv, nowhere)).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('用法') as string,
      });
    }
  });

  test('an article with its text', async () => {
    const { answer, exitCode } = await ask('article', '16');
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({
      number: 16,
      title: '半年通报',
      text: expect.stringContaining('每半年将协同执行工作开展情况予以通报。') as string,
      settings: [{ id: 'HR-08', value: 15, default: 15, note: '设置，不是法律规定' }],
      deadlines: [{ kind: 'BULLETIN', law: false }],
    });
  });

  test('all articles, all house rules, and an article in a batch', async () => {
    expect((await ask('articles')).answer).toMatchObject({ articles: { length: 19 } });
    expect((await ask('house-rules')).answer).toMatchObject({ version: 1, readings: [{ id: 'HR-11' }, {}] });
    expect(await askAll('{"topic":"article","number":7}', '{"topic":"article","number":20}')).toMatchObject([
      { number: 7, deadlines: [{ kind: 'REVIEW', law: true }, {}, {}, {}] },
      { error: { code: 'NOT_FOUND' } },
    ]);
  });
});

describe('refusals', () => {
  const workdays = (more: string[]) => ['workdays', '--court', '吉01', '--from', '2018-09-20', ...more];
  test.each<[string[], string]>([
    [[], 'VALIDATION'],
    [['nothing'], 'VALIDATION'],
    [['__proto__'], 'VALIDATION'],
    [['constructor'], 'VALIDATION'],
    [workdays([]), 'VALIDATION'],
    [workdays(['--count']), 'VALIDATION'],
    [workdays(['--count', '']), 'VALIDATION'],
    [workdays(['--count', '0']), 'VALIDATION'],
    [workdays(['--count', '-1']), 'VALIDATION'],
    [workdays(['--count', '1.5']), 'VALIDATION'],
    [workdays(['--count', '1e9']), 'VALIDATION'],
    [workdays(['--count', '1000000000']), 'VALIDATION'],
    [workdays(['--count', '１０']), 'VALIDATION'],
    [workdays(['--count', '3', '--count', '4']), 'VALIDATION'],
    [workdays(['--count', '3', '--bogus', '4']), 'VALIDATION'],
    [workdays(['--count', '3', 'more']), 'VALIDATION'],
    [workdays(['--count', '3', '--__proto__', 'x']), 'VALIDATION'],
    [workdays(['--count', '3', '--region', '吉01']), 'VALIDATION'],
    [['workdays', '--court', '吉01', '--from', '2018-02-30', '--count', '1'], 'VALIDATION'],
    [['workdays', '--court', '吉01', '--from', '9999-12-30', '--count', '9'], 'VALIDATION'],
    [['workdays', '--court', '吉99', '--from', '2018-09-20', '--count', '1'], 'COURT_UNKNOWN'],
    [['workday', '--court', '吉01', '--date', '2018-9-1'], 'VALIDATION'],
    [['net-age', '--filed', '2018-01-01', '--exclude', '2018-03-01..2018-02-01'], 'VALIDATION'],
    [['net-age', '--filed', '2018-01-01', '--exclude', '2018-03-01'], 'VALIDATION'],
    [['net-age', '--filed', '2018-01-01', '--exclude', '2018-03-01..2018-03-02..2018-03-03'], 'VALIDATION'],
    [['net-age', '--filed', '2018-01-01', '--as-of', 'today'], 'VALIDATION'],
    [['case-number', '（2018）吉01协同执字第1号'], 'CASE_NUMBER_INVALID'],
    [['case-number'], 'VALIDATION'],
    [['court', '吉0381', '--on', '2021-01-01'], 'COURT_UNKNOWN'],
    [['court', '长春', '--on', '2021-01-01'], 'COURT_UNKNOWN'],
    [['court', '吉01'], 'VALIDATION'],
    [['rate', '--numerator', '1', '--denominator', '2'], 'VALIDATION'],
    [['rate', '--numerator', '-1', '--denominator', '2', '--target', '90'], 'VALIDATION'],
    [['article', '20'], 'NOT_FOUND'],
    [['article', '0'], 'NOT_FOUND'],
    [['article', '七'], 'VALIDATION'],
    [['article'], 'VALIDATION'],
    [['articles', '7'], 'VALIDATION'],
    [['batch'], 'VALIDATION'],
    [['batch', 'no-such-file'], 'NOT_FOUND'],
  ])('%j is %s', async (argv, code) => {
    expect(await ask(...argv)).toEqual({
      answer: { error: { code, message: expect.stringMatching(/[\u4e00-\u9fff]/) as string } },
      exitCode: 1,
    });
  });
});

test('a batch answers line by line, refusals among them, and skips blank lines', async () => {
  const answers = await askAll(
    '\uFEFF{"topic":"workdays","region":"jl01","from":"2018-09-29","count":1}\r',
    '',
    '{"topic":"legal-basis","on":"2018-05-14"}',
    '{broken',
    '[]',
    'null',
    '"workdays"',
    '{"topic":"batch"}',
    '{"topic":["workdays"]}',
    '{"topic":"toString"}',
    '{"topic":"workdays","__proto__":{"region":"吉01"},"from":"2018-09-20","count":2}',
    '{"topic":"workdays","region":["吉01"],"from":"2018-09-20","count":2}',
    '{"topic":"workdays","region":"吉01","from":20180920,"count":2}',
    '{"topic":"workdays","region":"吉01","from":"2018-09-20","count":"2"}',
    '{"topic":"workdays","region":"吉01","from":"2018-09-20","count":null}',
    '{"topic":"net-age","filed":"2018-01-01","exclude":[{}]}',
    '{"topic":"case-number","text":"（2018）吉01执1号"}',
    '{"topic":"court","court":"朝阳区人民法院","on":"2018-05-14"}',
    '{"topic":"net-age","filed":"2018-01-01","exclude":["2018-02-01..2018-03-01"],"as-of":"2020-01-30"}',
    '{"topic":"net-age","filed":"2018-01-01","asOf":"2020-01-01"}',
  );
  const code = (answer: Record<string, unknown>) => (answer['error'] as { code: string } | undefined)?.code;
  expect(answers.map(code)).toEqual([
    undefined,
    undefined,
    ...Array<string>(13).fill('VALIDATION'),
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(answers.slice(-4)).toMatchObject([{ serial: 1 }, { code: '吉0104' }, { met: true }, { met: false }]);
});

describe('the bundle, as a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-cli-'));
  const script = join(folder, 'rule-cli.mjs');
  const questions = join(folder, 'questions.jsonl');
  const days = everyDay('2018-01-01', '2026-12-31');
  const countFrom = (i: number) => (i % 60) + 1;
  const courtFor = (i: number) => (i % 3 === 0 ? 'jl24' : 'jl0104');
  const node = (TZ: string, ...args: string[]) =>
    execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: 'utf8', maxBuffer: 1 << 26 });

  beforeAll(() => {
    const entry = join(__dirname, '../src/cli/main.ts');
    buildSync({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
    });
    const lines = days.map((from, i) =>
      JSON.stringify({ topic: 'workdays', region: courtFor(i), from, count: countFrom(i) }),
    );
    writeFileSync(questions, lines.join('\n'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['UTC', 8],
    ['Asia/Shanghai', 16],
    ['America/New_York', 4],
  ])('counts the same in %s', (zone, localHour) => {
    expect(node(zone, '-p', 'new Date("2018-09-20T08:00:00Z").getHours()').trim()).toBe(String(localHour));
    const answers = node(zone, script, 'batch', questions).trimEnd().split('\n');
    const lists = { jl24: naiveWorkdays(true), jl0104: naiveWorkdays(false) };
    expect(answers).toHaveLength(days.length);
    days.forEach((from, i) => {
      const answer = JSON.parse(answers[i] ?? '') as { days: string[]; from: string };
      expect(answer).toMatchObject({ from, days: naiveCount(lists[courtFor(i)], from, countFrom(i)) });
    });
  });

  test('a missing batch file is an error object with exit code 1, without a stack trace', () => {
    try {
      node('UTC', script, 'batch', join(folder, 'missing'));
      throw new Error('the command should have failed');
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      expect([status, stderr]).toEqual([1, '']);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    }
  });

  test('standard input is read as a batch', () => {
    const output = execFileSync(process.execPath, [script, 'batch', '-'], {
      input: '{"topic":"legal-basis","on":"2018-05-14"}\n',
      encoding: 'utf8',
    });
    expect(output).toBe('{"text":"第132条第2款"}\n');
  });
});

test('the generated data are what the generator would write', () => {
  execFileSync(process.execPath, [join(__dirname, '../data/generate.mjs'), '--check']);
});
