import { caseWorkflowId } from '@xiezhi/contracts';
import type { CommandAnswer } from '@xiezhi/contracts';
import { verifyChain } from '@xiezhi/service-kit';
import { Client, Connection } from '@temporalio/client';
import { CLOCK_KEEPER, READER } from '../src/player';
import type { Scenario } from '../src/scenario';
import { eventually, savedStory, withPlayedStory } from '../src/support/played-story';

/** About nine history events a report: enough for more than one handover. */
const REPORTS = 260;
const FIRST_KEY = 'long-case-first-report';

/** S10 up to its first field report. */
function inTheField(): Scenario {
  const { expect: _end, ...story } = savedStory('S10');
  const report = story.steps.findIndex((step) => step.do === 'execution.report');
  return { ...story, steps: story.steps.slice(0, report + 1) };
}

test('a case with a long history hands over and stays the same case', async () => {
  await withPlayedStory(inTheField(), async ({ stack, people, caseIds, failed, ledger, facts }) => {
    expect(failed).toEqual([]);
    const [caseId = ''] = caseIds;
    expect(facts.collaborations[0]).toMatchObject({ state: 'IN_EXECUTION' });
    const connection = await Connection.connect({ address: stack.urls.temporal });
    const workflow = new Client({ connection }).workflow.getHandle(caseWorkflowId(caseId));
    const firstRun = (await workflow.describe()).runId;
    const officer = people.client({ court: '吉0881', role: 'fieldOfficer', name: '沈某' });
    const report = (text: string, key?: string) =>
      officer.command(caseId, 'execution.report', { text }, key === undefined ? {} : { idempotencyKey: key });

    const first = await report('第一份报告', FIRST_KEY);
    let last: CommandAnswer = first;
    for (let number = 2; number <= REPORTS; number += 1) last = await report(`第${number}份报告`);
    await eventually(async () => expect((await workflow.describe()).runId).not.toBe(firstRun));

    expect(await report('第一份报告', FIRST_KEY)).toEqual(first);
    await expect(report('另一份报告', FIRST_KEY)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const commander = people.client({ court: '吉08', role: 'commandOfficer', name: '许某' });
    const order = await commander.command(caseId, 'execution.instruct', { to: '吉0881', text: '请报告进展。' });
    expect(order.seq).toBeGreaterThan(last.seq);

    const { cases } = await people
      .client(CLOCK_KEEPER)
      .post<{ cases: { seq: number }[] }>(`${stack.urls.commandCenter}/clock/move`, {
        to: '2026-04-20T09:00:00+08:00',
      });
    const view = await people
      .client(READER)
      .read<{ deadlines: { kind: string; status: string }[] }>(caseId, cases[0]?.seq);
    expect(view.deadlines.findLast(({ kind }) => kind === 'ACKNOWLEDGEMENT')).toMatchObject({ status: 'LATE' });
    const entries = await ledger(caseId);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(verifyChain(entries)).toBeUndefined();
    await connection.close();
  });
});
