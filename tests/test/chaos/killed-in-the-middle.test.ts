import { eventOf } from '@xiezhi/contracts';
import { evolve } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import { verifyChain } from '@xiezhi/service-kit';
import type { Facts } from '../../src/player';
import { dead, dealing, unanswered } from '../../src/support/blows';
import type { Blow } from '../../src/support/blows';
import { eventually, withPlayedStory } from '../../src/support/played-story';
import type { PlayedStory } from '../../src/support/played-story';

/** The engine gives a killed worker's activity half a minute before it hands it to the next one. */
const PATIENCE_MS = 300_000;
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

/** One collaboration through the lower courts, and a major one through relay court, High Court, bureau and president. */
const BLOWS: Readonly<Record<string, Readonly<Record<string, Record<number, Blow>>>>> = {
  S01: {
    'the worker, each service and NATS killed once': {
      0: dead('intake'),
      2: dead('worker'),
      4: dead('nats', 'step'),
      5: dead('worker', 'step'),
      6: unanswered('decision'),
      9: dead('identity'),
      11: unanswered('decision'),
      13: dead('command-center'),
      15: unanswered('worker'),
      17: dead('notification'),
      18: unanswered('command-center'),
      22: unanswered('nats'),
      24: dead('decision', 'step'),
    },
    'the engine and the database killed': {
      2: dead('temporal'),
      4: dead('mongodb', 'step'),
      6: unanswered('mongodb'),
      11: unanswered('temporal'),
      15: dead('temporal', 'step'),
    },
  },
  T14: {
    'every part killed once or more': {
      0: dead('intake'),
      1: dead('worker'),
      2: unanswered('worker'),
      4: unanswered('decision'),
      6: dead('nats', 'step'),
      9: unanswered('command-center'),
      11: dead('worker', 'step'),
      13: dead('identity'),
      16: dead('command-center'),
      18: unanswered('worker'),
      19: dead('notification'),
      20: dead('temporal'),
      21: unanswered('mongodb'),
    },
  },
};

describe.each(Object.entries(BLOWS))('%s', (id, plans) => {
  let undisturbed: unknown;

  beforeAll(async () => {
    undisturbed = await withPlayedStory(id, async (story) => {
      expect(story.failed).toEqual([]);
      await expectNothingLostOrDoubled(story);
      return comparable(story.facts);
    });
  }, PATIENCE_MS);

  test.each(Object.entries(plans))(
    '%s: the same facts, nothing lost or doubled',
    async (_, plan) => {
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
});
