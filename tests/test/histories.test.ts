import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
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

test('a history the code would not have made is noticed', async () => {
  const [file = ''] = readdirSync(FOLDER);
  const history = saved(file);
  const scheduled = history.events.find((event) => event['activityTaskScheduledEventAttributes']);
  scheduled!['activityTaskScheduledEventAttributes']!.activityType = { name: 'somethingElse' };
  await expect(Worker.runReplayHistory({ workflowBundle }, historyFromPlain(history), 'saved-case')).rejects.toThrow(
    /[Nn]ondeterminism/,
  );
});
