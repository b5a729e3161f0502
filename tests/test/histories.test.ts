import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { CaseWorkflowInput } from '@xiezhi/contracts';
import { RULE_SET, SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { CaseCommand } from '@xiezhi/rules';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { askedIn, entriesAsked } from '../src/support/recorded';
import type { PlainHistory } from '../src/support/recorded';
import { askedOnReplay, replayBundle } from '../src/support/replay';

// A case runs for years, code changes in between. Each file is the history of a case as an earlier version left it;
// a change that cannot replay it would stop the cases that are running, and one that replays it to other entries would
// leave them with a state that their ledger does not tell (docs/versioning.md).
const FOLDER = resolve(__dirname, '../histories');
/** Of cases that decide today as they did. */
const KEPT = join(FOLDER, 'entries');
/**
 * Those in the folder itself are older than that promise: the rules have changed since. What the code made of each when the
 * promise was given is kept here under the same name, and is what it makes of it for good.
 */
const REPLAYED = join(FOLDER, 'replayed');
const RULES = resolve(__dirname, '../../shared/rules/src');
const WITH_BUNDLE_MS = 600_000;

let present: Awaited<ReturnType<typeof replayBundle>>;

const histories = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.json.gz'));
const keptFiles = histories(KEPT).map((name) => join('entries', name));
const olderFiles = histories(FOLDER);
const files = [...olderFiles, ...keptFiles];

function unpacked(path: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
}

const saved = (file: string) => unpacked(join(FOLDER, file)) as PlainHistory;

const typesOf = (asked: readonly { type: string }[]) => asked.map(({ type }) => type);

/** Replays on code of which one file is another. */
async function replayedWith(name: string, content: string, file: string) {
  const folder = mkdtempSync(join(tmpdir(), 'xiezhi-replay-'));
  try {
    const other = join(folder, basename(name));
    writeFileSync(other, content);
    return await askedOnReplay(await replayBundle({ [name.replace(/\.ts$/, '')]: other }), saved(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  present = await replayBundle();
}, WITH_BUNDLE_MS);

test.each(files)('%s replays on the present code, step by step', async (file) => {
  const recorded = askedIn(saved(file));
  expect(typesOf(recorded)).toContain('recordEntries');
  expect(typesOf(await askedOnReplay(present, saved(file)))).toEqual(typesOf(recorded));
});

test.each(keptFiles)('%s replays to the very entries that it recorded', async (file) => {
  const history = saved(file);
  const asked = await askedOnReplay(present, history);
  if (history.entries) expect(JSON.parse(JSON.stringify(entriesAsked(asked)))).toEqual(history.entries);
  else expect(asked).toEqual(askedIn(history));
});

test.each(['recordEntries', 'takeTurn'])('a history is kept of a case that did this within a task: %s', (type) => {
  const within = files.flatMap((file) => askedIn(saved(file)).filter(({ args }) => args === undefined));
  expect(typesOf(within)).toContain(type);
});

test.each(olderFiles)('%s, older than its rules, replays to the entries that were made of it since', async (file) => {
  expect(await askedOnReplay(present, saved(file))).toEqual(unpacked(join(REPLAYED, file)));
});

test('every older story has a sibling that replays to what it recorded', () => {
  expect(keptFiles.map((name) => basename(name))).toEqual(expect.arrayContaining(olderFiles));
});

test(
  'rules that decide otherwise are noticed, though every step is the same',
  async () => {
    const [file = ''] = keptFiles;
    const name = '/rule-set.ts';
    const rules = readFileSync(join(RULES, 'jurisdiction/jilin2018', name), 'utf8').replace(RULE_SET, 'other');
    const replayed = await replayedWith(name, rules, file);
    expect(typesOf(replayed)).toEqual(typesOf(askedIn(saved(file))));
    expect(replayed).not.toEqual(askedIn(saved(file)));
  },
  WITH_BUNDLE_MS,
);

test(
  'a shipped calendar that changes leaves a case that was told its years as it is, and is noticed by one that was not',
  async () => {
    const shifted = JSON.stringify({ years: SHIPPED_CALENDAR.years.map((year) => ({ ...year, off: [], makeup: [] })) });
    const [told = ''] = keptFiles;
    expect(await replayedWith('/data/calendar.json', shifted, told)).toEqual(askedIn(saved(told)));
    await expect(replayedWith('/data/calendar.json', shifted, 'S01-0.json.gz')).rejects.toThrow(/[Nn]ondeterminism/);
  },
  WITH_BUNDLE_MS,
);

test.each(files)('%s names no machine, folder or secret', (file) => {
  const readable = JSON.stringify(saved(file), (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
  );
  const found = /"identity"|\d@\D|127\.0\.0\.1|localhost|\/(?:home|root|tmp|Users|work)\/|eyJ|Bearer/.exec(readable);
  expect(found?.[0]).toBeUndefined();
});

type Attributes = { activityType: { name: string }; input: { payloads: { data: string }[] } };

function attributes(history: PlainHistory, name: string): Attributes {
  return history.events.find((event) => event[name])![name] as unknown as Attributes;
}

test.each<[string, (history: PlainHistory) => void]>([
  [
    'another activity',
    (history) => (attributes(history, 'activityTaskScheduledEventAttributes').activityType.name = 'somethingElse'),
  ],
  [
    'an application to a court that there is not',
    (history) => {
      const [input] = attributes(history, 'workflowExecutionStartedEventAttributes').input.payloads;
      const given = JSON.parse(Buffer.from(input!.data, 'base64').toString('utf8')) as CaseWorkflowInput;
      (given.opening!.command as CaseCommand<'application.submit'>).with.to = '吉99';
      input!.data = Buffer.from(JSON.stringify(given)).toString('base64');
    },
  ],
])('a history the code would not have made is noticed: %s', async (_what, tamper) => {
  const [file = ''] = files;
  const history = saved(file);
  tamper(history);
  await expect(askedOnReplay(present, history)).rejects.toThrow(/[Nn]ondeterminism/);
});
