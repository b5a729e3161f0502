import type { ApplicationDraft } from '../lib/completeness';
import { faultsOf, isSame, stepOf } from '../lib/faults';

const WHOLE: ApplicationDraft = {
  to: '吉01',
  caseNumber: '（2016）吉0104执312号',
  filingDate: '2016-06-15',
  cause: '买卖合同纠纷',
  claimAmount: 1_000,
  hasProperty: true,
  channel: 'ELECTRONIC',
  parties: [
    { side: 'applicant', name: '甲', kind: 'person' },
    { side: 'respondent', name: '乙', kind: 'person' },
  ],
  grounds: [{ code: '3-1', facts: '有商铺可供执行。' }],
  matters: '协助腾退',
};
const BY = { court: '吉0104', today: '2018-09-20' };
const told = (change: Partial<ApplicationDraft>) =>
  faultsOf('application.submit', { ...WHOLE, ...change }, BY).map(({ path }) => path.join('.'));

test.each<[string, Partial<ApplicationDraft>, string[]]>([
  ['nothing', {}, []],
  [
    'several things at once, in the order of the steps',
    {
      cause: '',
      caseNumber: '随便写的',
      exclusions: [{ type: '评估', start: '2017-04-15', end: '2017-03-01' }],
      matters: ' ',
    },
    ['cause', 'caseNumber', 'exclusions.0.end', 'matters'],
  ],
  ['a day that does not exist', { filingDate: '2016-02-30' }, ['filingDate']],
  ['a day to come', { filingDate: '2019-01-01' }, ['filingDate']],
  ['a number of another court', { caseNumber: '（2016）吉0105执312号' }, ['caseNumber']],
  [
    'no number of another court that handed it over',
    { caseNumber: '（2016）吉0105执312号', transferredFrom: '吉0105' },
    [],
  ],
  ['a number of another kind of case', { caseNumber: '（2016）吉0104执异3号' }, ['caseNumber']],
  ['no ground', { grounds: [] }, ['grounds']],
])('objected to: %s', (_, change, paths) => expect(told(change)).toEqual(paths));

test('each leads to its step', () => {
  const faults = faultsOf('application.submit', { ...WHOLE, parties: [], matters: '' }, BY);
  expect(faults.map(stepOf)).toEqual([...faults.map(stepOf)].sort());
  expect(new Set(faults.map(stepOf))).toEqual(new Set([1, 4]));
});

test('one that says something else now is another', () => {
  const fault = { path: ['caseNumber'], message: '案号格式无效' };
  expect(isSame(fault, { ...fault, told: true })).toBe(true);
  expect(isSame(fault, { ...fault, message: '不是执行法院的案号' })).toBe(false);
});
