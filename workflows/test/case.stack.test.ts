import { DIGEST_MISMATCH_FAILURE, REFUSED_FAILURE, REVISE_CALENDAR_UPDATE, SETTLE_UPDATE } from '@xiezhi/contracts';
import type { CommandAnswer, IdentifiedCommand } from '@xiezhi/contracts';
import { toInstant } from '@xiezhi/rules';
import { WorkflowUpdateFailedError, WorkflowUpdateStage } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { command, DECIDING, Engine, order, person } from './support/engine';
import type { OpenCase } from './support/engine';

const HANDLER = person(DECIDING, 'handler');
const DIRECTOR = person(DECIDING, 'bureauDirector');
const COMMANDER = person(DECIDING, 'commandDirector');
const DAY = 86_400_000;

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine?.stop());
afterEach(() => {
  const { ledgerGate, auditGate, numberGate, answerGate } = engine.outside;
  for (const gate of [ledgerGate, auditGate, numberGate, answerGate]) gate.open();
  engine.outside.serial = 1;
});

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const limit = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`not within a minute: ${what}`);
    await delay(25);
  }
}

function expectWhole(open: OpenCase) {
  const entries = engine.entriesOf(open);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
}

const refusal = async (asked: Promise<unknown>): Promise<unknown> => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WorkflowUpdateFailedError)) return error ?? 'accepted';
  return (error.cause as { details?: { code: string }[] }).details?.[0]?.code;
};

/** The engine asks a sender to try again when the run ends just then, as the services do. */
async function surely(open: OpenCase, request: IdentifiedCommand, updateId = request.id): Promise<CommandAnswer> {
  let answer: CommandAnswer | undefined;
  await until('the answer', async () => {
    answer = await open.send(request, updateId).catch((error: unknown) => {
      if (error instanceof WorkflowUpdateFailedError) throw error;
      return undefined;
    });
    return answer !== undefined;
  });
  return answer!;
}

const decideIt = () => command(DIRECTOR, 'review.decide', { outcome: 'APPROVE', reasons: '同意。' });

/** Everything that makes a case handle something; resolves when it is on its way, to its own end. */
const HANDLERS = {
  command: async (open: OpenCase) => {
    const { sensitivity } = (await open.snapshot()).state;
    const request =
      sensitivity === 'ORDINARY'
        ? command(HANDLER, 'sensitivity.raise', { reason: '社会关注。' })
        : command(COMMANDER, 'sensitivity.lower', { reason: '关注已平息。' });
    const update = await open.handle.startUpdate('command', {
      args: [request],
      updateId: request.id,
      waitForStage: WorkflowUpdateStage.ACCEPTED,
    });
    return [update.result()];
  },
  'an approval': async (open: OpenCase) => {
    await open.signal(decideIt());
    return [];
  },
  'a refused approval': async (open: OpenCase) => {
    await open.signal(
      command(person('吉0502', 'bureauDirector'), 'review.decide', { outcome: 'APPROVE', reasons: '' }),
    );
    return [];
  },
  settle: async ({ handle }: OpenCase) => {
    const update = await handle.startUpdate<CommandAnswer, [{ courtTime: string }]>(SETTLE_UPDATE, {
      args: [{ courtTime: toInstant(Date.now() + 20 * DAY) }],
      waitForStage: WorkflowUpdateStage.ACCEPTED,
    });
    return [update.result()];
  },
  'a calendar': async ({ handle }: OpenCase, nth: number) => {
    const years = [{ region: 'yanbian', year: 2050, version: nth + 1, off: [], makeup: [], notice: '测试' }];
    const update = await handle.startUpdate(REVISE_CALENDAR_UPDATE, {
      args: [{ at: toInstant(Date.now()), years }],
      waitForStage: WorkflowUpdateStage.ACCEPTED,
    });
    return [update.result()];
  },
} satisfies Record<string, (open: OpenCase, nth: number) => Promise<Promise<unknown>[]>>;

type HandlerName = keyof typeof HANDLERS;
const names = Object.keys(HANDLERS) as HandlerName[];
const pairs = names.flatMap((first) => names.map((second): [HandlerName, HandlerName] => [first, second]));

describe('a run that has to hand over while handlers are at work', () => {
  test.each(pairs)('%s, then %s: both end, the case goes on in another run', async (first, second) => {
    const { ledgerGate, auditGate } = engine.outside;
    const open = await engine.begin(order(), { rehearsal: true });
    await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议协同。' });
    const before = await open.runId();
    ledgerGate.close();
    auditGate.close();
    const ends = [...(await HANDLERS[first](open, 1)), ...(await HANDLERS[second](open, 2))];
    auditGate.open();
    ledgerGate.open();
    await Promise.all(ends);
    const last = await open
      .ask(person(DECIDING, 'fieldOfficer'), 'sensitivity.raise', { reason: '舆情升级。' })
      .catch((error: unknown) => error);
    // Whether it is raised already depends on the pair; that it is answered does not.
    expect(last instanceof WorkflowUpdateFailedError || 'seq' in (last as object)).toBe(true);
    await until('the hand-over', async () => (await open.runId()) !== before);
    await until('everything to be recorded', async () => {
      const { state, recordedSeq } = await open.snapshot();
      return recordedSeq === state.seq && engine.entriesOf(open).length === state.seq && state.documentNumber !== null;
    });
    expectWhole(open);
  });
});

test('refused approvals of any shape, faster than they can be written down: the case hands over and stays small', async () => {
  const { auditGate, refusals } = engine.outside;
  const open = await engine.begin(order());
  await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议协同。' });
  const before = await open.runId();
  const known = refusals.size;
  auditGate.close();
  const stranger = { court: '吉0502', role: 'bureauDirector', name: '外人', sub: 'x' };
  const hostile = (): unknown[] => [
    null,
    7,
    'x'.repeat(200_000),
    { id: 'y'.repeat(200_000), command: { type: '审'.repeat(100_000), actor: { name: '长'.repeat(100_000) } } },
    {
      id: 'half\ud800',
      digest: '\u0000',
      command: { type: 'review.decide', actor: { name: '\udfff', court: '\u0007' } },
    },
    { ...decideIt(), command: { ...decideIt().command, with: { outcome: 'APPROVE', reasons: '半\ud800个' } } },
    { ...decideIt(), command: { ...decideIt().command, at: '不是时间' } },
    { ...decideIt(), command: { ...decideIt().command, at: '275760-01-01T00:00:00+08:00' } },
    { ...decideIt(), command: { ...decideIt().command, actor: stranger } },
  ];
  for (let round = 0; round < 10; round += 1) await Promise.all(hostile().map((signal) => open.signal(signal)));
  await until('the hand-over', async () => (await open.runId()) !== before);
  const history = await open.handle.fetchHistory();
  expect(Buffer.byteLength(JSON.stringify(history.events![0]))).toBeLessThan(200_000);
  auditGate.open();
  await until('all to be written down', () => refusals.size - known + engine.outside.more >= 90);
  const kept = [...refusals.values()].slice(known);
  expect(Math.max(...kept.map((one) => Buffer.byteLength(JSON.stringify(one))))).toBeLessThan(2_000);
  // JSON writes half a character, or a control character, as an escape.
  expect(kept.filter((one) => /\\u[0-9a-f]{4}/.test(JSON.stringify(one)))).toEqual([]);
  expect(kept.some(({ refusal: { code } }) => code === 'NOT_FOUND')).toBe(true);

  await until('the number', async () => (await open.snapshot()).state.documentNumber !== null);
  await surely(open, decideIt());
  expect((await open.snapshot()).state.status).toBe('APPROVED');
  expectWhole(open);
});

describe('a request that came so long ago that the case has forgotten it', () => {
  const sensitivity = async (open: OpenCase, times: number) => {
    for (let time = 0; time < times; time += 1) {
      await surely(open, command(COMMANDER, 'sensitivity.lower', { reason: '关注已平息。' }));
      await surely(open, command(HANDLER, 'sensitivity.raise', { reason: '社会关注。' }));
    }
  };
  /** As after a hand-over, when the engine does not know the request any more. */
  const repeat = (open: OpenCase, request: IdentifiedCommand) => surely(open, request, randomUUID());

  test('is answered as it was, out of the ledger, and done once; another one under its key is refused', async () => {
    const open = await engine.begin(order());
    await until('the number', async () => (await open.snapshot()).state.documentNumber !== null);
    const raise = command(HANDLER, 'sensitivity.raise', { reason: '社会关注。' });
    const first = await surely(open, raise);
    await sensitivity(open, 2);
    // Of the state it finds, it would be accepted once more.
    await surely(open, command(COMMANDER, 'sensitivity.lower', { reason: '关注已平息。' }));
    const before = engine.entriesOf(open).length;
    expect(await Promise.all([repeat(open, raise), repeat(open, raise)])).toEqual([first, first]);
    await expect(repeat(open, { ...raise, digest: 'another' })).rejects.toMatchObject({
      cause: { type: DIGEST_MISMATCH_FAILURE },
    });
    expect(engine.entriesOf(open)).toHaveLength(before);
    expect((await open.snapshot()).state.sensitivity).toBe('ORDINARY');

    expect(await refusal(open.ask(COMMANDER, 'sensitivity.lower', { reason: '关注已平息。' }))).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    await surely(open, command(HANDLER, 'sensitivity.raise', { reason: '舆情升级。' }));
    expect(engine.entriesOf(open)).toHaveLength(before + 1);
    expectWhole(open);
  });

  test('while the ledger is asked, the case goes on and hands over when it has answered', async () => {
    const { answerGate } = engine.outside;
    const open = await engine.begin(order());
    await surely(open, command(HANDLER, 'sensitivity.raise', { reason: '社会关注。' }));
    await sensitivity(open, 1);
    await surely(open, command(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议协同。' }));
    const before = await open.runId();
    answerGate.close();
    const asked = surely(open, command(COMMANDER, 'sensitivity.lower', { reason: '关注已平息。' }));
    await answerGate.waited();
    await open.signal({ ...decideIt(), command: { ...decideIt().command, actor: person('吉0502', 'bureauDirector') } });
    await open.signal(decideIt());
    answerGate.open();
    await asked;
    await until('the approval', async () => (await open.snapshot()).state.status === 'APPROVED');
    await until('the hand-over', async () => (await open.runId()) !== before);
    expectWhole(open);
  });
});

test('three hundred refused approvals: the case goes on, and no run of it grows long', async () => {
  const { refusals } = engine.outside;
  const open = await engine.begin(order());
  await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议协同。' });
  const writtenDown = () => refusals.size + engine.outside.more;
  const known = writtenDown();
  const runs = new Map<string, number>();
  const look = async () => {
    const { runId, historyLength } = await open.handle.describe();
    runs.set(runId, Math.max(runs.get(runId) ?? 0, historyLength));
  };
  // Of the case's own court, and not the one whose approval it is.
  const refusedOne = () =>
    command(person(DECIDING, 'fieldOfficer'), 'review.decide', { outcome: 'APPROVE', reasons: '同意。' });
  for (let sent = 0; sent < 300; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, () => open.signal(refusedOne())));
    await look();
    await until('these to be written down', () => writtenDown() - known === sent + 50);
    await look();
  }
  expect(runs.size).toBeGreaterThan(2);
  expect(Math.max(...runs.values())).toBeLessThan(1_000);
  await surely(open, decideIt());
  expect((await open.snapshot()).state.status).toBe('APPROVED');
  expectWhole(open);
});

describe('the document number', () => {
  test('while it cannot be drawn, what does not need it is recorded and answered, and rungs fire', async () => {
    const { numberGate } = engine.outside;
    numberGate.close();
    const opening = order();
    const open = await engine.begin(opening, { rehearsal: true });
    const first = open.send(opening);
    await numberGate.waited();
    const proposed = await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议协同。' });
    expect(proposed.documentNumber).toBeNull();
    const settled = await open.handle.executeUpdate<CommandAnswer, [{ courtTime: string }]>(SETTLE_UPDATE, {
      args: [{ courtTime: toInstant(Date.now() + 60 * DAY) }],
    });
    expect(settled.documentNumber).toBeNull();
    expect(engine.entriesOf(open).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['review.proposed', 'deadline.reminded', 'deadline.overdue']),
    );
    numberGate.open();
    await first;
    await until('the number', async () => (await open.snapshot()).state.documentNumber !== null);
    expectWhole(open);
  });

  test('one that cannot be given leaves a case that says so, is commandable and hands over', async () => {
    engine.outside.serial = 0;
    const opening = order();
    const open = await engine.begin(opening);
    expect(await open.send(opening)).toMatchObject({ state: 'ORDERED', documentNumber: null });
    const before = await open.runId();
    await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议协同。' });
    await until('the hand-over', async () => (await open.runId()) !== before);
    await until('the case to say so', async () => (await open.snapshot()).numberRefused !== undefined);
    expect((await open.handle.describe()).status.name).toBe('RUNNING');
    await until('the audit trail to say so', () =>
      [...engine.outside.refusals.values()].some(
        ({ type, actor }) => type === 'document.number' && actor.role === 'system',
      ),
    );
    await open.ask(DIRECTOR, 'order.conclude', { ground: 'ALREADY_CLOSED', reasons: '已经办结。' });
    await open.handle.result();
  });
});

describe('clocks', () => {
  test('a command dated by a clock that is ahead is refused, by update and by signal', async () => {
    const open = await engine.begin(order());
    const ahead = Date.now() + DAY;
    expect(await refusal(open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议。' }, ahead))).toBe(
      'CLOCK_AHEAD',
    );
    await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议。' });
    const signal = command(DIRECTOR, 'review.decide', { outcome: 'APPROVE', reasons: '同意。' }, ahead);
    await open.signal(signal);
    await until('the refusal', () => engine.outside.refusals.has(signal.id));
    expect(engine.outside.refusals.get(signal.id)?.refusal.code).toBe('CLOCK_AHEAD');
    expect((await open.snapshot()).state.status).toBe('ORDERED');
  });

  test('in a rehearsal the court clock may be anywhere', async () => {
    const open = await engine.begin(order(), { rehearsal: true });
    await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议。' }, Date.now() + DAY);
  });

  test('a receipt is not dated later than the case begins', async () => {
    const opening = order(Date.now() + 3 * DAY);
    const open = await engine.begin(opening);
    await open.send(opening);
    expect(Date.parse(engine.entriesOf(open)[0]!.at)).toBeLessThan(Date.now() + 60_000);
  });
});

test('what is no time is the sender’s fault, and the case goes on', async () => {
  const open = await engine.begin(order(), { rehearsal: true });
  expect(await refusal(open.handle.executeUpdate(SETTLE_UPDATE, { args: [{ courtTime: '明天' }] }))).toBe('VALIDATION');
  const years = [{ region: 'national', year: 2050, version: 2, off: [], makeup: [], notice: '' }];
  expect(await refusal(open.handle.executeUpdate(REVISE_CALENDAR_UPDATE, { args: [{ at: '', years }] }))).toBe(
    'VALIDATION',
  );
  await open.ask(HANDLER, 'review.propose', { outcome: 'APPROVE', reasons: '建议。' });
});

test('an opening that the case refuses ends it with the reason', async () => {
  const opening = order();
  (opening.command.with as { executingCourt: string }).executingCourt = '吉99';
  const open = await engine.begin(opening);
  await expect(open.handle.result()).rejects.toMatchObject({
    cause: { type: REFUSED_FAILURE, details: [{ code: 'COURT_UNKNOWN' }] },
  });
});
