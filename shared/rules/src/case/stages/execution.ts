import type { CourtCode } from '../../courts';
import type { CaseCommand, Captured } from '../commands';
import type { FieldRecord } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import type { RecordKind } from '../../vocabulary';
import { capture, isRepeated } from './captured';
import { unserved } from './service';

const AT_WORK = ['PLAN_APPROVED', 'IN_EXECUTION'] as const;

function record(
  t: Transition,
  kind: RecordKind,
  from: CourtCode,
  to: CourtCode | null,
  body: { text: string; urgent?: boolean | undefined; about?: number | undefined } & Captured,
): number {
  const number = t.state.records.length + 1;
  const { text, urgent = false, about } = body;
  const extra = { ...(about === undefined ? {} : { about }), ...capture(t, body) };
  t.emit('execution.recorded', { number, kind, from, to, text, urgent, ...extra });
  return number;
}

/** A court called upon later works on the case once it has the decision, by which its officers act (Art. 5). */
function checkServed(t: Transition, court: CourtCode): void {
  if (unserved(t.state).includes(court)) refuse('NOT_ALLOWED_IN_STATE', `${court}尚未签收协同执行决定书。`);
}

/** Art. 12: what the officers in the field find, told to the command centre. */
export function report(t: Transition, command: CaseCommand<'execution.report'>): void {
  if (isRepeated(t.state, command.with, { kind: 'REPORT', court: command.actor.court })) return;
  t.allowIn(AT_WORK, '提交现场报告');
  checkServed(t, command.actor.court);
  const number = record(t, 'REPORT', command.actor.court, null, command.with);
  const { decidingCourt, settings } = t.state;
  if (!command.with.urgent || settings.urgentReportMinutes === undefined) return;
  t.open(t.periods.urgentReport, { court: decidingCourt, startedOn: t.today, record: number });
}

/** An instruction answers the urgent report that it names; naming none, all that its addressee has made. */
function answer(t: Transition, { to, about }: CommandBody): void {
  for (const { number, kind, from } of t.state.records) {
    if (kind !== 'REPORT' || (about === undefined ? from !== to : number !== about)) continue;
    if (t.pending('URGENT_REPORT', number)) t.meet('URGENT_REPORT', number);
  }
}

function order(t: Transition, kind: 'INSTRUCTION' | 'CORRECTION', given: CommandBody): void {
  t.allowIn(AT_WORK, '发布指令');
  const { decidingCourt, executingCourt, participants } = t.state;
  if (![executingCourt, ...participants].includes(given.to)) {
    refuse('VALIDATION', '指令只能发给执行法院或者参与协同的法院。');
  }
  checkServed(t, given.to);
  if (given.about !== undefined && t.state.records[given.about - 1]?.kind !== 'REPORT') {
    refuse('NOT_FOUND', `本案没有第${given.about}号现场报告。`);
  }
  const number = record(t, kind, decidingCourt, given.to, given);
  answer(t, given);
  const start = { court: given.to, startedOn: t.today, record: number };
  t.open(given.urgent ? t.periods.urgentAcknowledgement : t.periods.acknowledgement, start);
  if (kind === 'CORRECTION') t.open(t.periods.objection, start);
}

type CommandBody = CaseCommand<'execution.instruct'>['with'];

export function instruct(t: Transition, command: CaseCommand<'execution.instruct'>): void {
  order(t, 'INSTRUCTION', command.with);
}

export function correct(t: Transition, command: CaseCommand<'execution.correct'>): void {
  order(t, 'CORRECTION', command.with);
}

function addressed(t: Transition, number: number, court: CourtCode, kinds: readonly RecordKind[]): FieldRecord {
  const found = t.state.records.find((candidate) => candidate.number === number);
  if (!found || !kinds.includes(found.kind)) refuse('NOT_FOUND', `本案没有第${number}号可处理的记录。`);
  if (found.to !== court) refuse('FORBIDDEN', `第${number}号记录不是发给本院的。`);
  return found;
}

const OPEN_RECORDS = [...AT_WORK, 'CLOSE_PENDING'] as const;

export function acknowledge(t: Transition, command: CaseCommand<'execution.acknowledge'>): void {
  const { record: number } = command.with;
  if (isRepeated(t.state, command.with, { kind: 'RECEIPT', court: command.actor.court, record: number })) return;
  t.allowIn(OPEN_RECORDS, '签收指令');
  const found = addressed(t, number, command.actor.court, ['INSTRUCTION', 'CORRECTION']);
  if (found.acknowledgedOn !== null) refuse('NOT_ALLOWED_IN_STATE', `第${number}号指令已经签收。`);
  t.emit('execution.acknowledged', { record: number, on: t.today, ...capture(t, command.with) });
  t.meet('ACKNOWLEDGEMENT', number);
}

/** 执行规定第72条: an objection within five days, which does not suspend the order. */
export function object(t: Transition, command: CaseCommand<'execution.object'>): void {
  const { record: number, reason, ...captured } = command.with;
  if (isRepeated(t.state, captured, { kind: 'OBJECTION', court: command.actor.court, record: number })) return;
  t.allowIn(OPEN_RECORDS, '提出复议');
  const found = addressed(t, number, command.actor.court, ['CORRECTION']);
  const period = t.pending('OBJECTION', number);
  if (!period) refuse('NOT_ALLOWED_IN_STATE', `对第${number}号纠正指令已经提出过复议。`);
  if (period.status !== 'OPEN')
    refuse('NOT_ALLOWED_IN_STATE', `提出复议的${t.periods.objection.length.amount}日期限已过。`);
  record(t, 'OBJECTION', command.actor.court, found.from, { text: reason, about: number, ...captured });
  t.meet('OBJECTION', number);
}

export function resolveObjection(t: Transition, command: CaseCommand<'execution.resolveObjection'>): void {
  t.allowIn(OPEN_RECORDS, '处理复议');
  const found = addressed(t, command.with.record, t.state.decidingCourt, ['OBJECTION']);
  if (found.resolution) refuse('NOT_ALLOWED_IN_STATE', '该复议已经处理。');
  t.emit('objection.resolved', command.with);
}
