import { eventOf } from '@xiezhi/contracts';
import { evolve } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import { verifyChain } from '@xiezhi/chain';
import type { Facts } from '@xiezhi/client/play';
import { dead, dealing, unanswered } from '../../src/support/blows';
import type { Blow } from '../../src/support/blows';
import { eventually, withPlayedStory } from '../../src/support/played-story';
import type { PlayedStory } from '../../src/support/played-story';

/** Two plays; the engine gives a killed worker's activity half a minute before it hands it to the next one. */
const PATIENCE_MS = 420_000;
const SERVICES = ['intake', 'decision', 'command-center', 'notification'] as const;

/** Facts without what differs between any two runs: the second and millisecond of an act. */
function comparable(facts: Facts): unknown {
  return JSON.parse(
    JSON.stringify(facts, (key, value: unknown) =>
      (key === 'at' || key === 'expiresAt') && typeof value === 'string' ? value.slice(0, 16) : value,
    ),
  );
}

async function expectNothingLostOrDoubled({ caseIds, ledger, published, database }: PlayedStory): Promise<void> {
  for (const caseId of caseIds) {
    const entries = await ledger(caseId);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(verifyChain(entries)).toBeUndefined();
    await eventually(async () => expect(await published(caseId)).toEqual(entries.map(({ seq }) => seq)));
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

/**
 * One collaboration through the lower courts, where programs and NATS are killed, and a major one through relay court, High
 * Court, bureau and president, where it is mostly the engine and the database. A worker killed while it writes costs half a
 * minute, so this happens once; what a program may lose depends on its own steps and not on the case's route.
 */
const BLOWS: Readonly<Record<string, Readonly<Record<number, Blow>>>> = {
  S01: {
    0: dead('intake'),
    2: dead('worker'),
    4: dead('nats', 'step'),
    5: dead('worker', 'step'),
    6: dead('decision'),
    9: dead('identity'),
    11: unanswered('decision'),
    13: dead('command-center'),
    15: unanswered('worker'),
    17: dead('notification'),
    18: unanswered('command-center'),
    22: unanswered('nats'),
    24: dead('decision', 'step'),
  },
  T14: {
    1: dead('temporal'),
    2: unanswered('mongodb'),
    5: unanswered('temporal'),
    7: dead('mongodb', 'step'),
    9: unanswered('command-center'),
    12: dead('temporal', 'step'),
    16: dead('mongodb'),
    18: dead('worker'),
    20: unanswered('nats'),
    21: unanswered('mongodb'),
  },
};

test.each(Object.entries(BLOWS))(
  '%s with every part killed: the same facts, nothing lost or doubled',
  async (id, plan) => {
    const undisturbed = await withPlayedStory(id, async (story) => {
      expect(story.failed).toEqual([]);
      await expectNothingLostOrDoubled(story);
      return comparable(story.facts);
    });
    await withPlayedStory(
      id,
      async (story) => {
        expect(story.failed).toEqual([]);
        expect(comparable(story.facts)).toEqual(undisturbed);
        await expectNothingLostOrDoubled(story);
      },
      dealing(plan),
    );
  },
  PATIENCE_MS,
);
