import { caseWorkflowId } from '@xiezhi/contracts';
import type { CommandAnswer, LedgerEntry } from '@xiezhi/contracts';
import { verifyChain } from '@xiezhi/chain';
import { Client, Connection } from '@temporalio/client';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CLOCK_KEEPER, READER } from '@xiezhi/client/play';
import type { Scenario } from '@xiezhi/client/play';
import { savedStory, withPlayedStory } from '../src/support/played-story';

/** Of the longest text that is allowed: together more than the engine takes in one piece, so no run may hand it all over. */
const REPORTS = 80;
const LONG_TEXT = '长'.repeat(19_990);
const FIRST_KEY = 'long-case-first-report';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(file: string) {
  const program = resolve(__dirname, '../../workflows/dist/verify-ledger.js');
  return spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
}

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
    const runs = new Set([firstRun]);
    let last: CommandAnswer = first;
    for (let number = 2; number <= REPORTS; number += 1) {
      last = await report(`${number}${LONG_TEXT}`);
      runs.add((await workflow.describe()).runId);
    }
    expect(runs.size).toBeGreaterThan(2);

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
    const reader = people.client(READER);
    const view = await reader.read<{
      deadlines: { kind: string; status: string }[];
      records: { number: number; text: string }[];
    }>(caseId, cases[0]?.seq);
    expect(view.records.map(({ text }) => text.length)).not.toContain(0);
    expect(view.deadlines.findLast(({ kind }) => kind === 'ACKNOWLEDGEMENT')).toMatchObject({ status: 'LATE' });
    const entries = await ledger(caseId);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(verifyChain(entries)).toBeUndefined();

    const file = join(folder, 'export.json');
    const exported = await reader.request<{ entries: LedgerEntry[] }>(
      'GET',
      `${stack.urls.intake}/collaborations/${caseId}/ledger`,
    );
    expect(exported.entries).toEqual(entries);
    writeFileSync(file, JSON.stringify(exported));
    expect(verify(file)).toMatchObject({ status: 0, stdout: expect.stringContaining(`${entries.length}条记录完整`) });
    exported.entries[100]!.actor.name = '他人';
    writeFileSync(file, JSON.stringify(exported));
    expect(verify(file)).toMatchObject({ status: 1, stdout: expect.stringContaining('第101条内容') });
    await connection.close();
  });
});
