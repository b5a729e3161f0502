import { withPlayedStory } from '../../src/support/played-story';

// S01 and T14 are played, undisturbed and disturbed, in killed-in-the-middle; here are the worked examples of the other branches
// of the Rule and what they leave out: two refusals on the way down, and a case that lapses. All stories are played without a
// stack as well (tests/unit).
test.each(['S03', 'S04', 'S06', 'S10', 'S12', 'T02', 'T08'])('%s holds on the running system', async (id) => {
  await withPlayedStory(id, async ({ failed, caseIds, ledger, published }) => {
    expect(failed).toEqual([]);
    for (const caseId of caseIds) {
      const entries = await ledger(caseId);
      expect(await published(caseId)).toEqual(entries.map(({ seq }) => seq));
    }
  });
});
