import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { CaseWorkflowInput } from '@xiezhi/contracts';
import type { CaseCommand } from '@xiezhi/rules';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { historyFromPlain } from '../src/support/history';

// A case runs for years, code changes in between. Each file is the history of a case as an earlier version left it;
// a change that cannot replay it would stop the cases that are running.
const FOLDER = resolve(__dirname, '../histories');
const workflowBundle = { codePath: resolve(__dirname, '../../workflows/dist/workflow-bundle.js') };

interface PlainHistory {
  events: Record<string, { activityType?: { name: string } }>[];
}

function saved(file: string): PlainHistory {
  return JSON.parse(gunzipSync(readFileSync(join(FOLDER, file))).toString('utf8')) as PlainHistory;
}

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});

test.each(readdirSync(FOLDER))('%s replays on the present code', async (file) => {
  await Worker.runReplayHistory({ workflowBundle }, historyFromPlain(saved(file)), 'saved-case');
});

test.each(readdirSync(FOLDER))('%s names no machine, folder or secret', (file) => {
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
    'an application without its grounds',
    (history) => {
      const [input] = attributes(history, 'workflowExecutionStartedEventAttributes').input.payloads;
      const given = JSON.parse(Buffer.from(input!.data, 'base64').toString('utf8')) as CaseWorkflowInput;
      (given.opening.command as CaseCommand<'application.submit'>).with.grounds = [];
      input!.data = Buffer.from(JSON.stringify(given)).toString('base64');
    },
  ],
])('a history the code would not have made is noticed: %s', async (_what, tamper) => {
  const [file = ''] = readdirSync(FOLDER);
  const history = saved(file);
  tamper(history);
  await expect(Worker.runReplayHistory({ workflowBundle }, historyFromPlain(history), 'saved-case')).rejects.toThrow(
    /[Nn]ondeterminism/,
  );
});
