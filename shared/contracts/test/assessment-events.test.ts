import { GUIDANCE, QUOTA } from '@xiezhi/rules';
import type { FileEvent, FileOutcome } from '@xiezhi/rules';
import { entryOf, guidanceEventOf, quotaEventOf } from '../src/index';

const AT = '2024-01-12T10:00:00+08:00';
const person = (role: 'commandDirector' | 'president' | 'handler', court = '吉06') =>
  ({ court, role, name: '某', sub: `${role}@${court}` }) as const;

function taken<S, E>(outcome: FileOutcome<S, E>): { events: E[]; state: S } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

function quotaEvents() {
  const actor = person('commandDirector');
  const opened = taken(
    QUOTA.open({ type: 'quota.open', at: AT, actor, with: { court: '吉06', year: 2024 } }, undefined),
  );
  const set = taken(
    QUOTA.decide(opened.state, { type: 'quota.set', at: AT, actor, with: { number: 20, rationale: '按上年。' } }),
  );
  const approve = { type: 'quota.approve', at: AT, actor: person('president'), with: {} } as const;
  return [...opened.events, ...set.events, ...taken(QUOTA.decide(set.state, approve)).events];
}

function guidanceEvents() {
  const actor = person('commandDirector');
  const subject = { court: '吉06', title: '意见' };
  const opened = taken(GUIDANCE.open({ type: 'guidance.open', at: AT, actor, with: subject }, undefined));
  const content = { text: '正文。', files: [{ file: 'a'.repeat(64), name: '附表.pdf' }] };
  const published = taken(GUIDANCE.decide(opened.state, { type: 'guidance.publish', at: AT, actor, with: content }));
  const receipt = {
    type: 'guidance.acknowledge',
    at: AT,
    actor: person('handler', '吉0602'),
    with: { version: 1 },
  } as const;
  return [...opened.events, ...published.events, ...taken(GUIDANCE.decide(published.state, receipt)).events];
}

/** As it comes back from the ledger, with what a later release may have written beside it. */
const asStored = (event: FileEvent) =>
  JSON.parse(
    JSON.stringify(entryOf('file', 1, { ...event, payload: { ...event.payload, later: true } }, 'rules')),
  ) as ReturnType<typeof entryOf>;

test.each(quotaEvents().map((event) => [event.type, event] as const))('%s is read as it was written', (_, event) => {
  expect(quotaEventOf(asStored(event))).toEqual(event);
});

test.each(guidanceEvents().map((event) => [event.type, event] as const))('%s is read as it was written', (_, event) => {
  expect(guidanceEventOf(asStored(event))).toEqual(event);
});

test('an entry of another kind is none of theirs', () => {
  const entry = asStored({ type: 'scan.due', at: AT, actor: person('handler'), payload: { asOf: '2024-02-01' } });
  expect(() => quotaEventOf(entry)).toThrow('scan.due');
  expect(() => guidanceEventOf(entry)).toThrow('scan.due');
});
