import type { WorkItem } from '@xiezhi/contracts/views';
import { candidates, fitting, groupsOf, sendingOf, workPath } from '../lib/work';

const item = (more: Partial<WorkItem> = {}): WorkItem =>
  ({
    ...{ id: 'jl0104-1:decision.acknowledge:jl0104:9', caseId: 'jl0104-1', subject: '（2019）吉01协同执字第1号' },
    ...{ title: '签收决定书', command: 'decision.acknowledge', record: null, kind: 'SERVICE', version: 0 },
    ...{ roles: ['handler'], except: null, acts: ['DO', 'CLAIM'], executingCourtName: '吉林省长春市朝阳区人民法院' },
    ...more,
  }) as WorkItem;

test.each<[string, Partial<WorkItem>, string]>([
  ['the form of what is to be done', {}, '/cases/jl0104-1?do=decision.acknowledge'],
  [
    'the form about its field record',
    { command: 'execution.acknowledge', record: 3 },
    '/cases/jl0104-1?do=execution.acknowledge&record=3',
  ],
  ['the case alone, for whoever cannot do it', { acts: [] }, '/cases/jl0104-1'],
  ['the case alone, where a clock is watched', { command: null }, '/cases/jl0104-1'],
  ['the list of the scan, for a hit', { caseId: 'hit-jl02-0123456789abcdef', command: 'scan.dispose' }, '/docket'],
])('a row opens %s', (_, more, path) => expect(workPath(item(more))).toBe(path));

test('each act at once is for those of the rows that allow it', () => {
  const receipt = item();
  const review = item({ command: 'review.propose', acts: ['DO', 'ASSIGN'] });
  const others = item({ acts: ['URGE'] });
  const of = (act: Parameters<typeof fitting>[1]) => fitting([receipt, review, others], act);
  expect(of('receive')).toEqual([receipt]);
  expect(of('claim')).toEqual([receipt]);
  expect(of('assign')).toEqual([review]);
  expect(of('urge')).toEqual([others]);
});

test('only colleagues who can do all of it are offered, and never who must not', () => {
  const people = [
    { sub: 'a', name: '甲', roles: ['handler' as const] },
    { sub: 'b', name: '乙', roles: ['bureauDirector' as const, 'handler' as const] },
    { sub: 'c', name: '丙', roles: ['bureauDirector' as const] },
  ];
  const names = (...items: Partial<WorkItem>[]) => candidates(people, items.map(item)).map(({ sub }) => sub);
  expect(names({})).toEqual(['a', 'b']);
  expect(names({}, { roles: ['bureauDirector'] })).toEqual(['b']);
  expect(names({ roles: ['bureauDirector'], except: 'b' })).toEqual(['c']);
});

test('what is sent names its record and the role that may give it', () => {
  const me = { roles: ['bureauDirector' as const, 'fieldOfficer' as const] };
  expect(
    sendingOf('receive', item({ command: 'execution.acknowledge', record: 3, roles: ['fieldOfficer'] }), me),
  ).toEqual({
    path: 'command-center/collaborations/jl0104-1/commands/execution.acknowledge',
    body: { record: 3 },
    role: 'fieldOfficer',
  });
  expect(sendingOf('urge', item({ kind: 'PLAN' }), me, { text: '请抓紧。' })).toEqual({
    path: 'command-center/collaborations/jl0104-1/commands/duty.urge',
    body: { kind: 'PLAN', text: '请抓紧。' },
    role: 'bureauDirector',
  });
});

test('rows are put under headings in the order they came in, where the order makes any', () => {
  const [a, b, c] = [item({ id: 'a' }), item({ id: 'b', title: '提出审查意见' }), item({ id: 'c' })];
  expect(groupsOf([a, b, c], 'act')?.map(({ title, items }) => [title, items.map(({ id }) => id)])).toEqual([
    ['签收决定书', ['a', 'c']],
    ['提出审查意见', ['b']],
  ]);
  expect(groupsOf([a, b, c], 'due')).toBeUndefined();
});
