import { SETTLE_UPDATE } from '@xiezhi/contracts';
import { nextRung, toInstant } from '@xiezhi/rules';
import type { Instant } from '@xiezhi/rules';
import { Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundled } from './support/bundles';
import { Engine, order } from './support/engine';
import type { OpenCase } from './support/engine';
import { until } from './support/until';

/** So long before a rung the clock is set. */
const BEFORE_MS = 1_500;
const RECORD = 'recordEntries';
const WITH_BUNDLES_MS = 600_000;

let engine: Engine;
let present: WorkflowBundleWithSourceMap;
let before: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  [present, before] = await Promise.all([bundled(), bundled({ before: true })]);
  engine = await Engine.start(present);
}, WITH_BUNDLES_MS);
afterAll(() => engine?.stop());
afterEach(() => engine.outside.ledgerGate.open());

const openCase = async (): Promise<OpenCase> => {
  const opening = order();
  const open = await engine.begin(opening, { rehearsal: true });
  await open.send(opening);
  await until(async () => (await open.snapshot()).state.documentNumber !== null);
  return open;
};

/** Sets the clock just before the next rung. @returns its instant, epoch ms */
async function approach(open: OpenCase): Promise<number> {
  const { at } = nextRung((await open.snapshot()).state)!;
  await open.handle.executeUpdate(SETTLE_UPDATE, { args: [{ courtTime: toInstant(at - BEFORE_MS) }] });
  return at;
}

const entryAt = (open: OpenCase, at: Instant) => engine.entriesOf(open).find((entry) => entry.at === at);

async function pastNextRung(open: OpenCase): Promise<void> {
  const at = toInstant(await approach(open));
  await until(() => entryAt(open, at) !== undefined);
  await until(async () => (await open.snapshot()).recordedSeq === engine.entriesOf(open).length);
}

/** How the entries of each timer that has fired were written: by an activity of its own, or within the timer's task. */
async function writtenBy(open: OpenCase): Promise<('activity' | 'task')[]> {
  const { events } = await open.handle.fetchHistory();
  const ways: ('activity' | 'task')[] = [];
  let fired = false;
  for (const event of events!) {
    const activity = event.activityTaskScheduledEventAttributes?.activityType?.name;
    const local = event.markerRecordedEventAttributes?.markerName === 'core_local_activity';
    if (event.timerFiredEventAttributes) fired = true;
    else if (fired && (activity === RECORD || local)) {
      ways.push(local ? 'task' : 'activity');
      fired = false;
    }
  }
  return ways;
}

function expectWhole(open: OpenCase) {
  const entries = engine.entriesOf(open);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
}

test('what the clock decides is written within the task of its timer', async () => {
  const open = await openCase();
  await pastNextRung(open);
  expect(await writtenBy(open)).toEqual(['task']);
  expectWhole(open);
});

test('where the ledger does not answer at once an activity waits for it', async () => {
  const open = await openCase();
  const at = toInstant(await approach(open));
  engine.outside.ledgerGate.close();
  await until(async () => {
    const { raw } = await open.handle.describe();
    return (raw.pendingActivities ?? []).some(({ activityType }) => activityType?.name === RECORD);
  });
  engine.outside.ledgerGate.open();
  await until(async () => (await open.snapshot()).recordedSeq === engine.entriesOf(open).length);
  expect(engine.entriesOf(open).filter((entry) => entry.at === at)).toHaveLength(1);
  expectWhole(open);
});

test('a run that began before this was so goes over by itself, and replays as often as it has to', async () => {
  await engine.work(before);
  const open = await openCase();
  await pastNextRung(open);
  await engine.work(present);
  await pastNextRung(open);
  await engine.work(present);
  await pastNextRung(open);
  expect(await writtenBy(open)).toEqual(['activity', 'task', 'task']);
  expectWhole(open);
  const history = await open.handle.fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: present }, history, open.handle.workflowId);
});
