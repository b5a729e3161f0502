import { DEFAULT_SETTINGS, open } from '../../src/index';
import type { CommandFields, OpeningContext, Outcome } from '../../src/index';

type Application = CommandFields['application.submit'];

/** The case fields of Art. 6 with nothing remarkable in them: two years old, no warning. */
export function caseFields(overrides: Partial<Application> = {}): Omit<Application, 'to'> {
  return {
    caseNumber: '（2016）吉0104执312号',
    filingDate: '2016-06-15',
    cause: '买卖合同纠纷',
    parties: [
      { side: 'applicant', name: '甲公司', kind: 'organization' },
      { side: 'respondent', name: '乙公司', kind: 'organization' },
    ],
    claimAmount: 1_000_000,
    hasProperty: true,
    grounds: [{ code: '3-1', facts: '立案已满两年' }],
    matters: '协助腾退',
    ...overrides,
  };
}

/** @throws Error when the command was refused */
export function accepted(outcome: Outcome): Exclude<Outcome, { refusal: unknown }> {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

/** The application of 朝阳区法院 to 长春中院 that reaches it on Monday 2019-03-04 at 10:00, and what it causes. */
export function sampleOpening(
  overrides: Partial<Application> = {},
  context: OpeningContext = { settings: DEFAULT_SETTINGS, calendar: [] },
): Exclude<Outcome, { refusal: unknown }> {
  const at = '2019-03-04T10:00:00.000+08:00';
  const actor = { court: '吉0104', role: 'handler', name: '王某', sub: 'wang' } as const;
  const application = { to: '吉01', ...caseFields(), ...overrides } as const;
  return accepted(open({ type: 'application.submit', at, actor, with: application }, context));
}
