import type { CaseView } from '@xiezhi/contracts/views';
import { endedDeadlines, sensitivityHistory, serviceOf, shownView, datedChanges } from '../lib/story';

const at = (day: number) => `2019-03-${String(day).padStart(2, '0')}T09:00:00.000+08:00`;
const view = (more: object) =>
  ({
    caseId: 'jl0104-1',
    seq: 9,
    executingCourt: '吉0104',
    participants: [],
    changes: [],
    ...more,
  }) as unknown as CaseView;

test('a case became major once, however often it was said again', () => {
  const timeline = [1, 2, 3, 4].map((seq) => ({ seq, type: 'x', at: at(seq), court: '吉01', role: 'handler' }));
  const changes = [
    { seq: 1, sensitivity: 'ORDINARY' },
    { seq: 2, sensitivity: 'MAJOR', text: '媒体关注' },
    { seq: 3, sensitivity: 'MAJOR' },
    { seq: 4, sensitivity: 'ORDINARY', text: '已平息' },
  ];
  const history = sensitivityHistory(datedChanges(view({ timeline, changes })));
  expect(history.map(({ seq, at: when, text }) => [seq, when, text])).toEqual([
    [2, at(2), '媒体关注'],
    [4, at(4), '已平息'],
  ]);
});

test('service: who was sent the decision, who owes a receipt, who came later', () => {
  const documents = [{ number: '（2019）吉01协同执字第1号', addressee: '吉0104', copies: ['吉0105', '吉02'] }];
  const timeline = [5, 6].map((seq) => ({
    seq,
    type: 'decision.acknowledged',
    at: at(seq),
    court: '吉0104',
    role: 'handler',
  }));
  const decided = { decision: { outcome: 'APPROVE', documents }, timeline, participants: ['吉0105', '吉0106'] };
  expect(serviceOf(view(decided)).map(({ court, kind, acknowledgedAt }) => [court, kind, acknowledgedAt])).toEqual([
    ['吉0104', 'ADDRESSEE', at(5)],
    ['吉0105', 'COPY', null],
    ['吉02', 'COPY', undefined],
    ['吉0106', 'LATER', null],
  ]);
  expect(serviceOf(view({ decision: { outcome: 'REFUSE', documents: [] }, timeline }))).toEqual([]);
  expect(serviceOf(view({ decision: null, timeline }))).toEqual([]);
});

test('of two cancelled deadlines of a kind each has its own reason', () => {
  const deadlines = [
    { kind: 'REVIEW', status: 'CANCELLED' },
    { kind: 'SERVICE', status: 'MET' },
    { kind: 'REVIEW', status: 'CANCELLED' },
  ];
  const changes = [
    { seq: 4, type: 'deadline.cancelled' as const, deadline: 'REVIEW' as const, text: '补正后重新起算' },
    { seq: 8, type: 'deadline.cancelled' as const, deadline: 'REVIEW' as const, text: '撤回' },
  ];
  const ends = endedDeadlines(view({ deadlines }), changes);
  expect([...ends].map(([index, { text }]) => [index, text])).toEqual([
    [0, '补正后重新起算'],
    [2, '撤回'],
  ]);
});

describe('what was revealed', () => {
  const masked = view({ masked: true, case: { parties: [{ name: '张某' }], supplements: [1] }, records: ['张某'] });
  const clear = view({ masked: false, case: { parties: [{ name: '张三' }], supplements: [] }, records: ['张三'] });

  it('is shown whole as long as nothing has happened since', () => expect(shownView(masked, clear)).toBe(clear));
  it('goes with the case it was asked for', () => {
    const other = { ...masked, caseId: 'jl0104-2' };
    expect(shownView(other, clear)).toBe(other);
  });
  it('is the parties only once the case has gone on, which is read masked', () => {
    expect(shownView({ ...masked, seq: 10 }, clear)).toMatchObject({
      seq: 10,
      masked: false,
      case: { parties: [{ name: '张三' }], supplements: [1] },
      records: ['张某'],
    });
  });
  it('is nothing before anybody asked', () => expect(shownView(masked, undefined)).toBe(masked));
});
