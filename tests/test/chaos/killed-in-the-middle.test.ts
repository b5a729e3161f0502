import { eventOf } from '@xiezhi/contracts';
import type { PartName, Stack } from '@xiezhi/infra';
import { evolve } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import { verifyChain } from '@xiezhi/service-kit';
import type { Facts, PlayHooks } from '../../src/player';
import { eventually, withPlayedStory } from '../../src/support/played-story';
import type { PlayedStory } from '../../src/support/played-story';

const STORY = 'S01';
const SERVICES = ['intake', 'decision', 'command-center', 'notification'] as const;
/** Long enough for a request to be under way at the part that is then killed. */
const IN_FLIGHT_MS = 300;

/** Facts without what differs between any two runs: the second and millisecond of an act. */
function comparable(facts: Facts): unknown {
  return JSON.parse(
    JSON.stringify(facts, (key, value: unknown) =>
      (key === 'at' || key === 'expiresAt') && typeof value === 'string' ? value.slice(0, 16) : value,
    ),
  );
}

type Blow = (stack: Stack) => Promise<void>;

/** Dead when the step begins, back while it is waiting. */
const dead =
  (part: PartName): Blow =>
  async (stack) => {
    await stack.kill(part);
    void stack.start(part).catch(() => undefined);
  };

/** Stopped when the step begins and killed while its request is in that part's hands. */
const struck =
  (part: PartName): Blow =>
  async (stack) => {
    await stack.kill(part, 'SIGSTOP');
    setTimeout(() => void dead(part)(stack), IN_FLIGHT_MS);
  };

function blows(plan: Record<number, Blow>): (stack: Stack) => PlayHooks {
  return (stack) => ({ beforeStep: async (index) => plan[index]?.(stack) });
}

async function expectNothingLostOrDoubled({ caseIds, ledger, published, database }: PlayedStory): Promise<void> {
  for (const caseId of caseIds) {
    const entries = await ledger(caseId);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(verifyChain(entries)).toBeUndefined();
    await eventually(async () => expect(await published(caseId)).toBe(entries.length));
    const state = entries.reduce<CaseState | null>((before, entry) => evolve(before, eventOf(entry)), null);
    for (const service of SERVICES) {
      const cases = database(service).collection<{ _id: string; seq: number; state: CaseState }>('cases');
      await eventually(async () => {
        const document = await cases.findOne({ _id: caseId });
        expect(document?.seq).toBe(entries.length);
        expect(document?.state).toEqual(state);
      });
    }
  }
  const serials = await database('decision').collection<{ caseId: string }>('document_serials').find({}).toArray();
  expect(serials.map(({ caseId }) => caseId).sort()).toEqual([...caseIds].sort());
}

let undisturbed: unknown;

beforeAll(async () => {
  undisturbed = await withPlayedStory(STORY, async (story) => {
    expect(story.failed).toEqual([]);
    await expectNothingLostOrDoubled(story);
    return comparable(story.facts);
  });
});

async function expectSameAsUndisturbed(plan: Record<number, Blow>): Promise<void> {
  await withPlayedStory(
    STORY,
    async (story) => {
      expect(story.failed).toEqual([]);
      expect(comparable(story.facts)).toEqual(undisturbed);
      await expectNothingLostOrDoubled(story);
    },
    blows(plan),
  );
}

test('the worker, each service and NATS killed once: the same facts, nothing lost or doubled', async () => {
  await expectSameAsUndisturbed({
    2: dead('worker'),
    4: dead('nats'),
    6: struck('worker'),
    9: dead('decision'),
    11: dead('intake'),
    13: struck('command-center'),
    15: dead('notification'),
    17: dead('identity'),
    19: struck('command-center'),
    22: struck('decision'),
    24: struck('worker'),
  });
});

test('the engine and the database killed: the same facts, nothing lost or doubled', async () => {
  await expectSameAsUndisturbed({
    2: dead('temporal'),
    6: dead('mongodb'),
    11: struck('temporal'),
    15: struck('mongodb'),
  });
});
