import { GROUND_CODES } from '../../articles';
import { EARLIEST_INSTRUMENT } from '../../local-date';
import { CHANNELS, OPINIONS, PARTY_KINDS, PARTY_SIDES } from '../../vocabulary';
import type { CodeOf } from '../../vocabulary';
import type { PreviousCase } from '../previous';
import { amend } from '../stages/amendment';
import { accept, forward, register, requestCorrection, supplement, withdraw } from '../stages/application';
import { reinstate } from '../stages/calendar';
import { submitApplication } from '../stages/opening';
import { command, deciding, executing, relay } from './define';
import {
  amount,
  caseId,
  caseNumber,
  code,
  court,
  date,
  flag,
  group,
  internal,
  line,
  list,
  name,
  number,
  oneOf,
  optional,
  text,
} from './field';

const party = group(['当事人', 'Party'], {
  side: code(['地位', 'Side'], PARTY_SIDES, { named: '当事人地位' }),
  name: name(['姓名或者名称', 'Name'], { named: '当事人姓名或名称' }),
  kind: code(['类型', 'Kind'], PARTY_KINDS, { named: '当事人类型' }),
  /** Of a person the number of an identity document, of an organisation its 统一社会信用代码. */
  identity: optional(line(['证件号码或者统一社会信用代码', 'Identity or credit code'])),
  address: optional(line(['住所', 'Address'])),
  agent: optional(name(['代理人', 'Agent'])),
});

/** The instrument that is enforced, as the annex has the decision name it (写明执行依据). */
const basis = group(['执行依据', 'Instrument enforced'], {
  document: line(['文书名称', 'Instrument'], { named: '执行依据的文书名称' }),
  number: line(['文号', 'Number'], { named: '执行依据的文号' }),
  madeBy: line(['作出机关', 'Made by'], { named: '执行依据的作出机关' }),
  date: date(['作出日期', 'Made on'], { named: '执行依据的作出日期', earliest: EARLIEST_INSTRUMENT }),
});

export const groundCode = oneOf(['情形', 'Ground'], GROUND_CODES, { otherwise: '情形应为 3-1 至 3-8' });

const ground = group(['情形', 'Ground'], {
  code: groundCode,
  facts: optional(text(['事实说明', 'Facts'], { named: '事实' })),
  relatedCases: optional(
    list(['关联案号', 'Related cases'], line(['关联案号', 'Related case']), { most: { is: 500 } }),
  ),
  propertyCourt: optional(court(['财产所在地法院', 'Court where the property lies'])),
  propertyPlace: optional(line(['财产所在地', 'Where the property lies'])),
  respondentKind: optional(line(['特殊主体类型', 'Kind of respondent'])),
});

export const materials = list(
  ['补充的材料', 'Material added'],
  group(['材料', 'Material'], {
    kind: line(['材料种类', 'Kind']),
    title: line(['材料名称', 'Title']),
  }),
  { most: { is: 500 } },
);

const exclusion = group(['扣除期间', 'Excluded period'], {
  type: line(['扣除事由', 'Reason']),
  start: date(['扣除期间起日', 'From']),
  end: date(['扣除期间止日', 'To']),
  document: optional(line(['依据文书', 'Document'])),
});

const has = (side: CodeOf<typeof PARTY_SIDES>) => (parties: readonly { side: string }[]) =>
  parties.some((candidate) => candidate.side === side);

const different = (grounds: readonly { code: string }[]) =>
  new Set(grounds.map((candidate) => candidate.code)).size === grounds.length;

/** The enforcement case as the form of Art. 6 asks for it. Amounts are yuan. */
export const caseFields = {
  caseNumber,
  filingDate: date(['执行案件立案日期', 'Enforcement case filed'], { named: '立案日期' }),
  cause: line(['案由', 'Cause']),
  parties: list(['当事人', 'Parties'], party, {
    least: { is: 1, says: '请填写当事人' },
    most: { is: 500, says: '当事人不超过500名' },
    rules: [
      { holds: has('applicant'), says: '请填写申请执行人' },
      { holds: has('respondent'), says: '请填写被执行人' },
    ],
  }),
  basis: optional(basis),
  claimAmount: amount(['执行标的', 'Amount claimed']),
  hasProperty: flag(['有财产可供执行', 'There is property to enforce against'], { named: '是否有财产可供执行' }),
  grounds: list(['协同执行事由', 'Grounds'], ground, {
    most: { is: 8, says: '情形不超过八项' },
    rules: [{ holds: different, says: '同一情形不能重复填写' }],
  }),
  matters: text(['协助事项', 'Matters'], { named: '协同具体事项' }),
  exclusions: optional(list(['扣除期间', 'Excluded periods'], exclusion, { most: { is: 200 } })),
  proposal: optional(text(['建议意见', 'Suggestion'])),
  suggestedParticipants: optional(
    list(['建议参与协同的法院', 'Suggested participants'], court(['法院', 'Court']), { most: { is: 93 } }),
  ),
  materials: optional(materials),
  channel: optional(code(['报送方式', 'Sent'], CHANNELS)),
  receivedOn: optional(date(['收件日期', 'Received on'])),
  /** The court the case was taken over from; the case number is then that court's. */
  transferredFrom: optional(court(['移送法院', 'Transferred from'])),
};

/** How and when the court above got it starts the clocks: that is no statement which its author could correct. */
const { channel: _channel, receivedOn: _receivedOn, ...statedFields } = caseFields;

/** The id of the ended collaboration that this one follows (Art. 10). */
export const previous = optional(caseId(['前案的案件编号', 'Case before it']));

export const APPLICATION_COMMANDS = [
  command('application.submit', {
    title: ['报请协同执行（第六条）', 'Apply for collaboration (Art. 6)'],
    articles: [6, 8, 9],
    owner: 'intake',
    by: [executing('handler')],
    fields: { to: court(['报请法院', 'Apply to']), previous, ...caseFields },
    opens: true,
    decide: submitApplication,
  }),
  command('application.amend', {
    title: ['更正报请（登记、受理前）', 'Correct the application (before it is registered or accepted)'],
    articles: [6],
    owner: 'intake',
    by: [executing('handler')],
    fields: {
      ...statedFields,
      reason: optional(text(['更正说明', 'Why it is corrected'])),
      /** Which version was read, 1 as submitted; somebody else may have corrected it since. */
      version: optional(number(['所更正的版本', 'Version corrected'], { above: 0 }, { named: '版本' })),
      /** Added by the service, which has the whole record. */
      known: internal<{
        /** The collaboration before it, as it is kept there. */
        previous?: PreviousCase;
        /** The application says all of this already. */
        unchanged?: true;
      }>(),
    },
    decide: amend,
  }),
  command('application.register', {
    title: ['登记报请，进入审查', 'Register the application for review'],
    articles: [7],
    owner: 'intake',
    by: [deciding('handler')],
    fields: {},
    decide: register,
  }),
  command('application.accept', {
    title: ['受理（第八条、第九条）', 'Accept (Arts. 8, 9)'],
    articles: [8, 9],
    owner: 'intake',
    by: [deciding('handler')],
    fields: {},
    decide: accept,
  }),
] as const;

export const PROCESSING_COMMANDS = [
  command('application.forward', {
    title: ['层报省高级人民法院（第八条）', 'Forward to the High Court (Art. 8)'],
    articles: [8],
    owner: 'intake',
    by: [relay('bureauDirector')],
    fields: { opinion: code(['意见', 'Opinion'], OPINIONS), reasons: text(['理由', 'Reasons']) },
    decide: forward,
  }),
  command('application.withdraw', {
    title: ['撤回报请', 'Withdraw the application'],
    articles: [6, 10],
    owner: 'intake',
    by: [executing('handler')],
    fields: { reason: text(['撤回理由', 'Reason for withdrawal']) },
    decide: withdraw,
  }),
  command('correction.request', {
    title: ['通知补正（一次）', 'Ask for correction (once)'],
    articles: [7],
    owner: 'intake',
    by: [deciding('handler')],
    fields: {
      missing: list(['缺少的材料', 'Missing material'], line(['缺少的材料', 'Missing material']), {
        least: { is: 1, says: '请列明缺少的材料' },
        most: { is: 100 },
      }),
    },
    decide: requestCorrection,
  }),
  command('application.supplement', {
    title: ['补充材料', 'Supplement the material'],
    articles: [7],
    owner: 'intake',
    by: [executing('handler')],
    fields: { materials, complete: flag(['材料已经补齐', 'The file is now complete'], { named: '是否齐全' }) },
    decide: supplement,
  }),
  command('application.reinstate', {
    title: ['恢复补正（逾期未补正因日历变更撤回）', 'Take the lapsed application up again (its lapse was taken back)'],
    articles: [7],
    owner: 'intake',
    by: [deciding('handler')],
    fields: { reason: text(['恢复补正的理由', 'Reason for taking the application up again']) },
    decide: reinstate,
  }),
] as const;
