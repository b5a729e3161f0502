import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { documentAfter } from '@xiezhi/case-kit';
import type { CaseDocument } from '@xiezhi/case-kit';
import { decide, decideSystem, RULE_SET } from '@xiezhi/rules';
import type { Actor, CaseCommand, CaseEvent, CaseState } from '@xiezhi/rules';
import { accepted, sampleOpening } from '@xiezhi/rules/sample';
import { boundTo } from '../src/bound';
import { noticesOf } from '../src/messages';
import { changeOf } from '../src/work-items';

/** Every message as it is told: its entry, its addressee, and the duty with which it will go. */
function bound(events: readonly CaseEvent[]): string[] {
  let previous: CaseDocument | null = null;
  return events.flatMap((event, index) => {
    const entry = entryOf('jl0104-1', index + 1, event, RULE_SET) as LedgerEntry;
    const document: CaseDocument = documentAfter(entry, previous);
    const told = boundTo(noticesOf(entry, document.state), changeOf(previous, document));
    previous = document;
    return told.map(({ court, role, duty }) => `${event.type} ${court} ${role} ${duty ?? '-'}`);
  });
}

const handler: Actor = { court: '吉01', role: 'handler', sub: 'handler', name: '程某' };
const director: Actor = { court: '吉01', role: 'bureauDirector', sub: 'director', name: '孙某' };

/** The sample application and what is done to it afterwards, each on the next day. */
function after(...commands: [Actor, CaseCommand['type'], object][]): CaseEvent[] {
  const opened = sampleOpening();
  const events: CaseEvent[] = [...opened.events];
  let state: CaseState = opened.state;
  commands.forEach(([actor, type, given], index) => {
    const command = { type, at: `2019-03-0${5 + index}T09:00:00.000+08:00`, actor, with: given } as CaseCommand;
    const outcome = accepted(decide(state, command));
    events.push(...outcome.events);
    state = outcome.state;
  });
  return events;
}

test('what asks for something goes with that duty: of the reviewer, then of whoever decides', () => {
  expect(
    bound(
      after(
        [handler, 'application.register', {}],
        [handler, 'review.propose', { outcome: 'REFUSE', reasons: '不属于' }],
      ),
    ),
  ).toEqual([
    'application.submitted 吉01 handler application.register',
    'deadline.reminded 吉01 handler application.register',
    'review.proposed 吉01 bureauDirector review.decide',
  ]);
});

test('a notice that comes after what it asks for is bound to it all the same', () => {
  expect(
    bound(
      after(
        [handler, 'application.register', {}],
        [handler, 'review.propose', { outcome: 'REFUSE', reasons: '不属于' }],
        [director, 'review.decide', { outcome: 'REFUSE', reasons: '不属于' }],
      ),
    ).at(-1),
  ).toBe('notice.sent 吉0104 handler refusal.acknowledge');
});

test('a reminder goes with the duty under its deadline; what is told upwards stays', () => {
  const opened = sampleOpening();
  const later = accepted(decideSystem(opened.state, { type: 'clock.tick', at: '2019-03-08T00:00:00.000+08:00' }));
  const told = bound([...opened.events, ...later.events]);
  expect(told).toContain('deadline.reminded 吉01 handler application.register');
  expect(told).toContain('deadline.overdue 吉01 handler application.register');
  expect(told.filter((line) => line.startsWith('deadline.escalated')).every((line) => line.endsWith(' -'))).toBe(true);
});
