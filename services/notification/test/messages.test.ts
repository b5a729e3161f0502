import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { decideSystem, evolve, RULE_SET } from '@xiezhi/rules';
import type { CaseEvent, CaseState, GroundClaim } from '@xiezhi/rules';
import { accepted, sampleOpening } from '@xiezhi/rules/sample';
import { noticesOf } from '../src/messages';
import type { RoleMessage } from '../src/messages';

/** An application of 朝阳区法院 to 长春中院 on 2019-03-04 that nobody has looked at until `day`. */
function leftAlone(day: string, ground: GroundClaim = { code: '3-1' }): CaseEvent[] {
  const opened = sampleOpening({ grounds: [ground] });
  const later = accepted(decideSystem(opened.state, { type: 'clock.tick', at: `${day}T00:00:00.000+08:00` }));
  return [...opened.events, ...later.events];
}

/** Everything people are told, entry by entry as the service sees it. */
function told(events: readonly CaseEvent[]): (RoleMessage & { by: string })[] {
  let state: CaseState | null = null;
  return events.flatMap((event, index) => {
    const next: CaseState = (state = evolve(state, event));
    const entry = entryOf('jl0104-1', index + 1, event, RULE_SET) as LedgerEntry;
    return noticesOf(entry, next).map((notice) => ({ ...notice, by: event.type }));
  });
}

const late = (events: readonly CaseEvent[], about: string) =>
  told(events)
    .filter(({ level, text }) => level === 'OVERDUE' && text.includes(about))
    .map(({ court, role, by }) => `${court} ${role} ${by}`);

test('of a missed review the reviewer hears as it passes, both directors by the escalation, each once', () => {
  expect(late(leftAlone('2019-04-01'), '审查决定')).toEqual([
    '吉01 handler deadline.overdue',
    '吉01 bureauDirector deadline.escalated',
    '吉 bureauDirector deadline.escalated',
  ]);
});

test('of a restricted case the High Court’s inspectors hear instead of its director', () => {
  expect(late(leftAlone('2019-04-01', { code: '3-2', facts: '干预' }), '补正通知')).toEqual([
    '吉01 handler deadline.overdue',
    '吉01 bureauDirector deadline.escalated',
    '吉 inspector deadline.escalated',
  ]);
});

test('an objection not raised is told to those who had the right, not as lateness', () => {
  const [opening, ...rest] = leftAlone('2019-03-05');
  const due = rest.find(({ type }) => type === 'deadline.opened') as Extract<CaseEvent, { type: 'deadline.opened' }>;
  const objection = { ...due, payload: { ...due.payload, id: 'OBJECTION-9', kind: 'OBJECTION', court: '吉0105' } };
  const passed = {
    ...due,
    type: 'deadline.overdue',
    payload: { id: 'OBJECTION-9', kind: 'OBJECTION', rung: 'OVERDUE', on: '2019-03-07', due: '2019-03-06' },
  };
  const messages = told([opening, objection, passed] as CaseEvent[]).filter(({ by }) => by === 'deadline.overdue');
  expect(messages.map(({ court, role, level }) => `${court} ${role} ${level}`)).toEqual(['吉0105 fieldOfficer INFO']);
  expect(messages[0]?.text).toContain('提出复议的期限已过');
});

const commander = { court: '吉01', role: 'commandDirector', name: '许某', sub: 'xu' };
const field = { court: '吉0104', role: 'fieldOfficer', name: '沈某', sub: 'shen' };
const at = '2019-03-20T10:00:00.000+08:00';

test.each([
  [false, ['commandOfficer INFO']],
  [true, ['commandOfficer URGENT', 'commandDirector URGENT']],
])('a report from the field, urgent %s: the command centre of the deciding court', (urgent, expected) => {
  const payload = { number: 1, kind: 'REPORT', from: '吉0104', to: null, text: '到场', urgent } as const;
  const report: CaseEvent = { type: 'execution.recorded', at, actor: field, payload };
  const heard = told([...leftAlone('2019-03-05'), report]).filter(({ by }) => by === report.type);
  expect(heard.map(({ role, level }) => `${role} ${level}`)).toEqual(expected);
  expect(new Set(heard.map(({ court }) => court))).toEqual(new Set(['吉01']));
});

test('whoever’s duty is urged hears by whom and of what', () => {
  const events = leftAlone('2019-03-05');
  const review = events.find((event) => event.type === 'deadline.opened' && event.payload.kind === 'REVIEW');
  if (review?.type !== 'deadline.opened') throw new Error('no review was opened');
  const { id, court } = review.payload;
  const payload = { id, kind: 'REVIEW', court, on: '2019-03-20', text: '请抓紧审查' } as const;
  const urged: CaseEvent = { type: 'duty.urged', at, actor: { ...commander, court: '吉' }, payload };
  const heard = told([...events, urged]).filter(({ by }) => by === urged.type);
  expect(heard.map(({ court: where, role, level }) => `${where} ${role} ${level}`)).toEqual([
    '吉01 handler URGENT',
    '吉01 bureauDirector URGENT',
  ]);
  expect(heard[0]?.text).toContain('吉林省高级人民法院催办“审查决定”');
  expect(heard[0]?.text).toContain('请抓紧审查');
});
