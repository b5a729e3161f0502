import { Client, Connection } from '@temporalio/client';
import { verifyChain } from '@xiezhi/chain';
import { APPROVAL_SIGNAL, caseWorkflowId, COMMAND_UPDATE, REVISE_CALENDAR_UPDATE } from '@xiezhi/contracts';
import type { CommandAnswer, IdentifiedCommand, LedgerEntry } from '@xiezhi/contracts';
import { SHIPPED_CALENDAR, toInstant } from '@xiezhi/rules';
import { randomUUID } from 'node:crypto';
import { castOf, caseAt, Installation, send, standing, until } from '../../src/support';
import type { Cast, OpenCase, Person } from '../../src/support';

/** So long before a rung NATS is held up, whatever the machine. */
const BEFORE_MS = 10_000;
/** The worker is to be killed within the two seconds in which it waits for NATS; a machine may be too slow for that. */
const TRIES = 5;

interface NextRung {
  rung: string;
  at: string;
}

/** A rung that a worker has written before it was killed, and of which the engine has heard nothing. */
interface LostRung extends NextRung {
  open: OpenCase;
  entry: LedgerEntry;
}

let house: Installation;
let people: Cast & Record<'system', Person>;
let client: Client;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  people = await house.hire({ ...castOf('吉0104', '吉01'), system: { court: '吉', roles: ['systemAdmin'] } });
  client = new Client({ connection: await Connection.connect({ address: house.urls.temporal }) });
  await moveTo('2018-09-20T15:20:00+08:00');
});

afterAll(async () => {
  await client?.connection.close();
  await house?.stop();
});

async function moveTo(to: string): Promise<void> {
  const sending = { token: people.system.token, body: { to } };
  const answer = await send('POST', `${house.urls.commandCenter}/clock/move`, sending);
  if (answer.status !== 200) throw new Error(answer.text);
}

const handleOf = ({ caseId }: OpenCase) => client.workflow.getHandle(caseWorkflowId(caseId));

/** Whether the engine waits for a task that a fired timer has begun. */
async function isWaitedFor(open: OpenCase): Promise<boolean> {
  const { events } = await handleOf(open).fetchHistory();
  const [timer, , started] = events!.slice(-3);
  return Boolean(timer?.timerFiredEventAttributes && started?.workflowTaskStartedEventAttributes);
}

/** Brings a case to a rung; the worker writes it and is killed while it tells NATS. */
async function losingATask(tries = TRIES): Promise<LostRung> {
  if (tries === 0) throw new Error('the worker was never killed between the ledger and the engine');
  const open = await caseAt(people, 'PROPOSED');
  const { rung, at } = (await standing(house, people.reviewer, open))['nextRung'] as NextRung;
  await moveTo(toInstant(Date.parse(at) - BEFORE_MS));
  await house.stack.kill('nats', 'SIGSTOP');
  const entry = await until('the rung in the ledger', async () => (await house.ledger(open.caseId))[open.seq]);
  await house.stack.kill('worker');
  if (await isWaitedFor(open)) return { open, rung, at, entry };
  await house.stack.kill('nats', 'SIGCONT');
  await house.stack.start('worker');
  return losingATask(tries - 1);
}

/** What a service received a second before the rung. */
function older({ at }: NextRung): IdentifiedCommand {
  const { sub, name } = people.director;
  const actor = { court: '吉01', role: 'bureauDirector', name, sub } as const;
  const fields = { outcome: 'APPROVE', reasons: '同意协同执行。' } as const;
  const id = randomUUID();
  return {
    id,
    digest: id,
    command: { type: 'review.decide', at: toInstant(Date.parse(at) - 1_000), actor, with: fields },
  };
}

const ASKED: Record<string, (open: OpenCase, request: IdentifiedCommand) => Promise<unknown>> = {
  'an approval by signal': async (open, request) => {
    await handleOf(open).signal(APPROVAL_SIGNAL, request);
    return [];
  },
  'a command': (open, request) => {
    const answered = handleOf(open).executeUpdate<CommandAnswer, [IdentifiedCommand]>(COMMAND_UPDATE, {
      args: [request],
      updateId: request.id,
    });
    answered.catch(() => undefined);
    return Promise.resolve([answered]);
  },
};

test.each(Object.keys(ASKED))(
  'a rung whose task was lost stays, and %s that is older comes after it',
  async (asked) => {
    const lost = await losingATask();
    const { open, entry, rung, at } = lost;
    const [answered] = (await ASKED[asked]!(open, older(lost))) as Promise<CommandAnswer>[];
    await house.stack.kill('nats', 'SIGCONT');
    await house.stack.start('worker');
    const decided = await until('the approval', async () => {
      const entries = await house.ledger(open.caseId);
      return entries.some(({ type }) => type === 'decision.approved') && entries;
    });
    expect(decided[open.seq]).toEqual(entry);
    expect(entry).toMatchObject({ type: 'deadline.reminded', at, actor: { role: 'clock' }, payload: { rung } });
    expect(decided[open.seq + 1]).toMatchObject({ type: 'decision.approved', at, actor: { sub: people.director.sub } });
    if (answered) expect(await answered).toMatchObject({ state: 'APPROVED', seq: decided.length });
    expect(verifyChain(decided)).toBeUndefined();
    // The case goes on, and so does every read model.
    const next = await people.applicant.client.command(open.caseId, 'decision.acknowledge', {});
    expect(await standing(house, people.applicant, next)).toMatchObject({ state: next.state });
    expect((await house.ledger(open.caseId)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: next.seq }, (_, index) => index + 1),
    );
  },
);

test('nor does a calendar that was published before it go before it', async () => {
  const { open, entry, at } = await losingATask();
  const years = SHIPPED_CALENDAR.years
    .filter(({ year }) => year === 2018)
    .map((year) => ({ ...year, version: year.version + 1, notice: '更正通知' }));
  const revised = handleOf(open).executeUpdate(REVISE_CALENDAR_UPDATE, {
    args: [{ at: toInstant(Date.parse(at) - 1_000), years }],
  });
  revised.catch(() => undefined);
  await house.stack.kill('nats', 'SIGCONT');
  await house.stack.start('worker');
  await revised;
  const entries = await house.ledger(open.caseId);
  expect(entries[open.seq]).toEqual(entry);
  expect(entries[open.seq + 1]).toMatchObject({ type: 'calendar.revised', at });
  expect(verifyChain(entries)).toBeUndefined();
});
