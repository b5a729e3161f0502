import { assessedCourt, checkIndicator, checkQuotaYear, mayAssess } from '../../src';
import type { AssessmentAct, IndicatorReport, Role } from '../../src';

const DAY = '2024-07-02';
const refused = (code: string) => expect.objectContaining({ code }) as Error;

describe('who does what for the assessment', () => {
  test.each<[string, AssessmentAct, string, Role, string | undefined, string]>([
    ["a command director sets the own court's number", 'quota.set', '吉06', 'commandDirector', undefined, '吉06'],
    ['a president approves it', 'quota.approve', '吉06', 'president', undefined, '吉06'],
    ['an assessor reports for the own court', 'indicator.report', '吉06', 'assessor', '吉06', '吉06'],
    ['an assessor reports for a court below', 'indicator.report', '吉06', 'assessor', '吉0602', '吉0602'],
    ["a court's former code means the court", 'staff.set', '吉01', 'assessor', '吉0381', '吉0184'],
    ["the High Court's assessor reports for all", 'staff.set', '吉', 'assessor', '吉0602', '吉0602'],
    ['a basic court reports for itself', 'indicator.report', '吉0602', 'assessor', undefined, '吉0602'],
  ])('%s', (_, act, court, role, about, expected) => {
    expect(assessedCourt(act, { court, roles: [role] }, DAY, about)).toBe(expected);
  });

  test.each<[string, AssessmentAct, string, Role, string | undefined, string]>([
    ['a president sets no number', 'quota.set', '吉06', 'president', undefined, 'FORBIDDEN'],
    ['a command director approves none', 'quota.approve', '吉06', 'commandDirector', undefined, 'FORBIDDEN'],
    ['a basic court has none', 'quota.set', '吉0602', 'commandDirector', undefined, 'FORBIDDEN'],
    ['nor has the High Court', 'quota.approve', '吉', 'president', undefined, 'FORBIDDEN'],
    ['a handler reports nothing', 'indicator.report', '吉06', 'handler', undefined, 'FORBIDDEN'],
    ['nobody reports for a neighbour', 'indicator.report', '吉06', 'assessor', '吉0104', 'FORBIDDEN'],
    ['nobody reports for a court above', 'staff.set', '吉06', 'assessor', '吉', 'FORBIDDEN'],
    ['nobody reports for a court that is none', 'staff.set', '吉06', 'assessor', '吉0699', 'COURT_UNKNOWN'],
    ['who was left under a former code only reads', 'staff.set', '吉0381', 'assessor', undefined, 'FORBIDDEN'],
  ])('%s', (_, act, court, role, about, code) => {
    expect(() => assessedCourt(act, { court, roles: [role] }, DAY, about)).toThrow(refused(code));
  });

  test('a form is shown to whom the act is open', () => {
    const person = { court: '吉06', roles: ['handler', 'president'] as Role[] };
    expect(mayAssess('quota.approve', person, DAY)).toBe(true);
    expect(mayAssess('quota.set', person, DAY)).toBe(false);
  });
});

test.each([2018, 2024, 2025])('a number for %d may be set in 2024', (year) => {
  expect(() => checkQuotaYear(year, DAY)).not.toThrow();
});

test.each([2017, 2026, 2024.5, NaN])('a number for %d may not', (year) => {
  expect(() => checkQuotaYear(year, DAY)).toThrow(refused('VALIDATION'));
});

const report = (changes: Partial<IndicatorReport> = {}): IndicatorReport => ({
  period: '2024-H1',
  code: 'R1',
  numerator: 9,
  denominator: 10,
  ...changes,
});

test.each(['2024-H1', '2024-H2', '2024', '2018', '2018-H1'])('%s may be reported on 2 July 2024', (period) => {
  expect(() => checkIndicator(report({ period }), DAY)).not.toThrow();
});

test.each<[string, Partial<IndicatorReport>]>([
  ['a period to come', { period: '2025-H1' }],
  ['a year before the Rule', { period: '2017' }],
  ['a quarter', { period: '2024-Q1' }],
  ['digits of another width', { period: '２０２４' }],
  ['a part larger than the whole', { numerator: 11 }],
])('%s is no report', (_, changes) => {
  expect(() => checkIndicator(report(changes), DAY)).toThrow(refused('VALIDATION'));
});
