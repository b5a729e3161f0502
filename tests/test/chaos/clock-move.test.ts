import { signIn, XiezhiClient } from '@xiezhi/client';
import { caseWorkflowId } from '@xiezhi/contracts';
import { verifyChain } from '@xiezhi/chain';
import { Client, Connection } from '@temporalio/client';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READER } from '@xiezhi/client/play';
import type { Scenario } from '@xiezhi/client/play';
import { eventually, savedStory, withPlayedStory } from '../../src/support/played-story';
import type { PlayedStory } from '../../src/support/played-story';

/** S01 until its review is under way; the clock of Art. 7 then rings at 00:00 of 09-30, 10-09, 10-10 and 10-11. */
function underReview(): Scenario {
  const { expect: _end, ...story } = savedStory('S01');
  const registered = story.steps.findIndex((step) => step.do === 'application.register');
  return { ...story, steps: story.steps.slice(0, registered + 1) };
}

/** Someone who asks once: what an interrupted request began must then be finished without them. */
async function impatient({ stack, dataDir }: PlayedStory): Promise<XiezhiClient> {
  const accounts = JSON.parse(readFileSync(join(dataDir, 'first-accounts.json'), 'utf8')) as {
    username: string;
    password: string;
    roles: string[];
  }[];
  const { username, password } = accounts.find(({ roles }) => roles.includes('systemAdmin'))!;
  const { accessToken } = await signIn({ issuer: stack.urls.identity, username, password });
  return new XiezhiClient(stack.urls, () => accessToken, 0);
}

test('a clock move cut short by a kill is finished by the restart alone, each reminder once and at its instant', async () => {
  await withPlayedStory(underReview(), async (story) => {
    const { stack, people, caseIds, failed, ledger, database } = story;
    expect(failed).toEqual([]);
    const [caseId = ''] = caseIds;
    const connection = await Connection.connect({ address: stack.urls.temporal });
    const workflow = new Client({ connection }).workflow.getHandle(caseWorkflowId(caseId));
    const keeper = await impatient(story);
    const url = `${stack.urls.commandCenter}/clock`;
    const move = (to: string) => expect(keeper.post(`${url}/move`, { to })).rejects.toThrow();
    const clock = database('command-center').collection<{ _id: string; movingTo?: number | null }>('clock');
    const isMoving = async () => Boolean((await clock.findOne({ _id: 'court-clock' }))?.movingTo);
    const skips = async () => {
      const { events } = await workflow.fetchHistory();
      return events!.filter((event) => event.workflowExecutionTimeSkippingTransitionedEventAttributes).length;
    };
    const finishedAt = async (to: string) => {
      await stack.start('command-center');
      await eventually(async () => expect(await isMoving()).toBe(false));
      const { now } = await keeper.request<{ now: string }>('GET', url);
      expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(to));
    };

    // Before the case has been taken along: with the worker stopped it cannot even answer where it stands.
    await stack.kill('worker', 'SIGSTOP');
    const toTheFirst = move('2018-10-08T10:10:00+08:00');
    await eventually(async () => expect(await isMoving()).toBe(true));
    await stack.kill('command-center');
    await stack.kill('worker', 'SIGCONT');
    await toTheFirst;
    await finishedAt('2018-10-08T10:10:00+08:00');

    // When the engine has begun to skip, and the case is ahead of the clock.
    const before = await skips();
    const toTheSecond = move('2018-10-12T09:00:00+08:00');
    await eventually(async () => expect(await skips()).toBeGreaterThan(before));
    await stack.kill('command-center');
    expect(await isMoving()).toBe(true);
    await toTheSecond;
    await finishedAt('2018-10-12T09:00:00+08:00');

    const entries = await ledger(caseId);
    const reader = people.client(READER);
    const view = await reader.read<{ reminders: { kind: string }[] }>(caseId, entries.length);
    expect(view.reminders.filter(({ kind }) => kind === 'REVIEW')).toEqual([
      { kind: 'REVIEW', rung: 'T-3', on: '2018-09-30' },
      { kind: 'REVIEW', rung: 'T-1', on: '2018-10-09' },
      { kind: 'REVIEW', rung: 'T', on: '2018-10-10' },
      { kind: 'REVIEW', rung: 'OVERDUE', on: '2018-10-11' },
    ]);
    for (const { actor, at } of entries) {
      if (actor.role === 'clock') expect(at).toMatch(/T00:00:00\.000\+08:00$/);
    }
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(verifyChain(entries)).toBeUndefined();
    await connection.close();
  });
});
