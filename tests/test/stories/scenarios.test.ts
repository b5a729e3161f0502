import { eventOf } from '@xiezhi/contracts';
import { countedCollaboration, mustComplete } from '@xiezhi/rules';
import type { CountedCollaboration } from '@xiezhi/rules';
import { withPlayedStory } from '../../src/support/played-story';

// S01 and T14 are played, undisturbed and disturbed, in killed-in-the-middle; here are the worked examples of the other branches
// of the Rule and what they leave out: two refusals on the way down, a case that lapses, and a lapse that a later closure takes
// back; of the supervision (Arts. 14-16) the worked examples. All stories that need nothing but the Rule are played without a
// stack as well (tests/unit).
test.each(['S03', 'S04', 'S06', 'S10', 'S12', 'T02', 'T08', 'K04', 'P01', 'P02'])(
  '%s holds on the running system',
  async (id) => {
    await withPlayedStory(id, async ({ failed, caseIds, facts, ledger, published }) => {
      expect(failed).toEqual([]);
      const counted: CountedCollaboration[] = [];
      for (const caseId of caseIds) {
        const entries = await ledger(caseId);
        expect(await published(caseId)).toEqual(entries.map(({ seq }) => seq));
        counted.push(countedCollaboration(caseId, entries.map(eventOf))!);
      }
      // What the system says has to be completed is what the events say.
      const courts = [...new Set(counted.map(({ decidingCourt }) => decidingCourt))].sort();
      const toComplete = courts.map((court) => mustComplete(court, counted, '2099-12-31'));
      expect(facts.mustComplete).toEqual(toComplete.filter(({ total }) => total > 0));
    });
  },
);
