import type { DeadlineView } from '@xiezhi/contracts/views';
import { inTurn, nextDue } from '../lib/deadlines';

const deadline = (kind: string, due: string, more: Partial<DeadlineView> = {}) =>
  ({ kind, due, doneOn: null, status: 'OPEN', ...more }) as DeadlineView;

const DEADLINES = [
  deadline('CORRECTION_NOTICE', '2019-03-06', { doneOn: '2019-03-05', status: 'MET' }),
  deadline('PLAN', '2019-04-10'),
  deadline('SERVICE', '2019-04-01', { released: true }),
  deadline('OBJECTION', '2019-03-28'),
  deadline('ACKNOWLEDGEMENT', '2019-03-29', { status: 'LATE' }),
  deadline('OBJECTION', '2019-03-20', { status: 'LATE' }),
  deadline('REVIEW', '2019-03-18', { status: 'CANCELLED' }),
];

test('what runs comes first, the nearest before all, and what has ended apart in its own order', () => {
  const { running, ended } = inTurn({ deadlines: DEADLINES });
  expect(running.map(({ index }) => index)).toEqual([3, 4, 1]);
  expect(ended.map(({ index }) => index)).toEqual([0, 2, 5, 6]);
});

test('a right is nobody’s next duty', () => expect(nextDue({ deadlines: DEADLINES })?.kind).toBe('ACKNOWLEDGEMENT'));
