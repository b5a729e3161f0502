import { decisionPaper } from '@xiezhi/rules';
import type { CaseFields, Paper, Party } from '@xiezhi/rules';

export const TWO_PARTIES: Party[] = [
  { side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
  { side: 'respondent', name: '吉林北岭置业有限公司', kind: 'organization' },
];

const GIVEN_NAMES = ['李喆', '刘堃', '欧阳明月', '龘獬', '赵一鸣'];

export const MANY_PARTIES: Party[] = Array.from({ length: 120 }, (_, index) => ({
  side: index < 100 ? 'applicant' : 'respondent',
  name: `${GIVEN_NAMES[index % GIVEN_NAMES.length]}${index + 1}`,
  kind: 'person',
}));

/** A decision of 长春中院 as of S01, of any length and with any parties. */
export function decision(
  { parties = TWO_PARTIES, reasons = '由执行法院单独腾退确有困难' }: { parties?: Party[]; reasons?: string } = {},
  more: Partial<Paper> = {},
): Paper {
  const caseFields: CaseFields = {
    caseNumber: '（2016）吉0104执312号',
    filingDate: '2016-06-15',
    cause: '买卖合同纠纷',
    parties,
    claimAmount: 12_860_000,
    hasProperty: true,
    grounds: [],
    matters: '',
    materials: [{ kind: '执行依据', title: '（2015）朝民初字第1846号民事判决书' }],
  };
  const made = decisionPaper(
    { caseFields, executingCourt: '吉0104', decidingCourt: '吉01', supplements: [] },
    {
      decidedOn: '2018-10-09',
      reasons,
      legalBasis: '第132条第2款',
      operative: '该案由本院与你院及吉林省长春市二道区人民法院协同执行。',
    },
    { number: '（2018）吉01协同执字第1号', addressee: '吉0104', copies: ['吉0105'] },
    '2018-10-09T16:20:00.000+08:00',
  );
  return { ...made, ...more };
}

export const LONG_REASONS = Array.from(
  { length: 30 },
  (_, line) => `第${line + 1}项，经查明，被执行人的主要财产位于二道区，由执行法院单独处置确有困难，需要统一调度。`,
).join('\n');
