import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import {
  bulletinFigures,
  bulletinOpensAt,
  calendarFor,
  decideBulletin,
  decideBulletinSystem,
  DEFAULT_SETTINGS,
  evolveBulletin,
  openBulletin,
  RULE_SET,
} from '@xiezhi/rules';
import type { BulletinCommand, BulletinEvent, BulletinOutcome, BulletinState } from '@xiezhi/rules';
import type { BulletinFile } from '@xiezhi/case-kit';
import { bulletinNoticesOf } from '../src/bulletin-messages';
import { fileFields, changeOf, ending } from '../src/work-items/item';

const ID = 'bulletin-jl06-2024-h1';
const SUBJECT = { court: '吉06', period: '2024-H1' };

interface Life {
  events: BulletinEvent[];
  state: BulletinState;
}

function taken(outcome: BulletinOutcome): Life {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

const person = (role: 'assessor' | 'bureauDirector') => ({ court: '吉06', role, name: '罗某', sub: role });
const frozen = {
  figures: bulletinFigures({ ...SUBJECT, collaborations: [], hits: [], quotas: [], previous: null }),
  restricted: [],
};
const act = ({ events, state }: Life, command: BulletinCommand): Life => {
  const next = taken(decideBulletin(state, command));
  return { events: [...events, ...next.events], state: next.state };
};
const draft = (life: Life, at: string) =>
  act(life, { type: 'bulletin.draft', at, actor: person('assessor'), with: { period: '2024-H1', ...frozen } });
const issue = (life: Life, at: string) =>
  act(life, { type: 'bulletin.issue', at, actor: person('bureauDirector'), with: { period: '2024-H1' } });
const correct = (life: Life, at: string) =>
  act(life, {
    ...{ type: 'bulletin.correct', at, actor: person('assessor') },
    with: { period: '2024-H1', reason: '漏计', ...frozen },
  });

const opened = taken(
  openBulletin(
    { type: 'bulletin.open', at: bulletinOpensAt('2024-H1'), actor: { court: '吉06', role: 'clock' }, with: SUBJECT },
    { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2024-07-01') },
  ),
);
const late = (): Life => {
  const next = taken(decideBulletinSystem(opened.state, { type: 'clock.tick', at: '2024-07-20T00:00:00.000+08:00' }));
  return { events: [...opened.events, ...next.events], state: next.state };
};
const issued = issue(
  draft(draft(opened, '2024-07-08T09:00:00.000+08:00'), '2024-07-08T10:00:00.000+08:00'),
  '2024-07-09T09:00:00.000+08:00',
);

const fileOf = (state: BulletinState): BulletinFile => ({
  ...{ _id: ID, seq: state.seq, state, court: '吉06' },
  ...{ period: '2024-H1', updatedAt: state.lastAt },
});

/** Each event as an entry, between the files before and after it. */
function steps({ events }: Life) {
  let state: BulletinState | null = null;
  return events.map((event, index) => {
    const previous: BulletinFile | null = state && fileOf(state);
    const next: BulletinState = (state = evolveBulletin(state, event));
    return { entry: entryOf(ID, index + 1, event, RULE_SET) as LedgerEntry, previous, file: fileOf(next) };
  });
}

const noticesOf = (life: Life) =>
  steps(life).flatMap(({ entry, previous, file }) => bulletinNoticesOf(entry, file.state, previous?.state ?? null));
const told = (life: Life) => noticesOf(life).map(({ court, role, level }) => `${court} ${role} ${level}`);

test('of a bulletin that nobody draws up its court is reminded, and of its lateness the court above is told', () => {
  expect(told(late())).toEqual([
    '吉06 assessor INFO',
    ...Array<string[]>(3).fill(['吉06 assessor REMINDER', '吉06 bureauDirector REMINDER']).flat(),
    '吉06 assessor OVERDUE',
    '吉06 bureauDirector OVERDUE',
    '吉 bureauDirector OVERDUE',
  ]);
});

test('a draft is told to the director once, its issue to the heads of every court of the area', () => {
  expect(told(issued).slice(0, 2)).toEqual(['吉06 assessor INFO', '吉06 bureauDirector INFO']);
  expect(new Set(told(issued).slice(2))).toEqual(
    new Set(
      ['吉0602', '吉0605', '吉0621', '吉0622', '吉0623', '吉0681'].flatMap((court) => [
        `${court} bureauDirector INFO`,
        `${court} president INFO`,
      ]),
    ),
  );
  expect(noticesOf(issued).at(-1)!.text).toMatch(/中级人民法院印发2024年上半年协同执行通报，请查阅。$/);
});

test('a correction is told as one', () => {
  const corrected = correct(issued, '2024-07-10T09:00:00.000+08:00');
  const again = issue(corrected, '2024-07-11T09:00:00.000+08:00');
  expect(noticesOf(corrected).at(-1)).toMatchObject({ court: '吉06', role: 'bureauDirector' });
  expect(noticesOf(again).at(-1)!.text).toContain('（更正，第2版）');
});

test('an open bulletin is a work item of its assessor, a drafted one of a director', () => {
  const [first] = steps(opened);
  const appeared = changeOf(null, first!.file).appeared;
  expect([...appeared.keys()]).toEqual(['bulletin.draft']);
  expect(fileFields(first!.file)).toEqual({
    ...{ subject: '2024年上半年协同执行通报', caseNumber: '', restricted: false },
    ...{ visibleTo: ['吉', '吉06'], concerns: ['吉06'], executingCourt: '吉06', text: '2024年上半年协同执行通报' },
  });
  const drafting = steps(issued).find(({ entry }) => entry.type === 'bulletin.drafted')!;
  const { appeared: next, vanished } = changeOf(drafting.previous, drafting.file);
  expect([...next.keys()]).toEqual(['bulletin.issue']);
  expect(ending(drafting.entry, vanished.get('bulletin.draft')!)).toMatchObject({ status: 'DONE' });
});
