import { PLAN_SECTION_TITLES, PLAN_SECTIONS } from '../vocabulary';
import type { CaseState, FieldRecord } from '../case';
import type { CloseOutcome, PlanApproval } from '../vocabulary';
import { plainDate, toChineseNumeral } from '../case-number';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant, LocalDate } from '../local-date';
import { sentence, Wording } from './clean';
import { body, compose, heading } from './compose';
import type { Block, Paper } from './paper';
import { caseInWords } from './the-case';

const COMMAND_CENTRE = '执行指挥中心';

const numberOf = (state: CaseState): string => state.documentNumber ?? '（文号待编）';

const APPROVALS: Readonly<Record<PlanApproval, string>> = {
  COMMAND_DIRECTOR: '经执行指挥中心负责人批准',
  BUREAU_MEETING: '经局务会研究通过',
  PRESIDENT: '经局务会研究，报院长审核同意',
};

const headed = (index: number, title: string): string => `${toChineseNumeral(index + 1)}、${title}`;

/**
 * 协同执行工作方案 (Art. 11): the five sections, by the deciding court's command centre, to every court at work. 共同商定 is said
 * of those who have agreed to this version, and of nobody else.
 */
export function planPaper(
  state: CaseState,
  approvedBy: PlanApproval,
  date: LocalDate,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper | null {
  const { plan, decidingCourt, executingCourt, participants } = state;
  if (!plan) return null;
  const wording = new Wording(jurisdiction);
  const section = (title: string, text: string | undefined): Block[] => {
    const paragraphs = wording.paragraphs(text, title);
    return paragraphs.length === 0 ? [] : [heading(title), ...paragraphs.map((line) => body(sentence(line)))];
  };
  const officers = plan.officers.map(
    ({ name, court, credential }) =>
      `${wording.court(court, date)}\u3000${wording.name(name, '执行人员姓名')}（公务证号：${wording.name(credential, '公务证号')}）`,
  );
  const sections = PLAN_SECTIONS.filter((key) => key !== 'risks' || plan.risks);
  const executing = wording.court(executingCourt, date);
  const agreed = [executingCourt, ...participants].filter((code) => plan.agreed?.some(({ court }) => court === code));
  const others = agreed.map((code) => wording.court(code, date)).join('、');
  const text = [
    body(
      `为办理${executing}执行的${caseInWords(state, wording)}协同执行一案，${wording.court(decidingCourt, date)}${others ? `与${others}共同商定` : '制定'}本方案，${APPROVALS[approvedBy]}。`,
    ),
    ...sections.flatMap((key, index) => section(headed(index, PLAN_SECTION_TITLES[key]), plan[key])),
    ...(officers.length === 0 ? [] : [heading(headed(sections.length, '参加人员')), ...officers.map(body)]),
  ];
  const frame = { kind: 'PLAN', number: numberOf(state), court: decidingCourt, addressee: null, date, at } as const;
  return compose(
    {
      ...frame,
      copies: [executingCourt, ...participants],
      ordinal: `第${plan.version}稿`,
      department: COMMAND_CENTRE,
    },
    text,
    wording,
  );
}

/** 指令书 and 纠正通知书 (Art. 12): by the deciding court's command centre to one court in the field. */
export function orderPaper(
  state: CaseState,
  record: FieldRecord,
  date: LocalDate,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper | null {
  if (record.to === null) return null;
  const correction = record.kind === 'CORRECTION';
  const wording = new Wording(jurisdiction);
  const words = caseInWords(state, wording);
  const what = correction ? '纠正内容' : '指令内容';
  const executing = wording.court(state.executingCourt, date);
  const text = [
    body(
      correction
        ? `${executing}执行的${words}协同执行一案，本院${COMMAND_CENTRE}在执行过程中发现问题，现指令你院予以纠正：`
        : `${executing}执行的${words}协同执行一案，现就执行事项指令如下：`,
    ),
    ...wording.paragraphs(record.text, what).map((line) => body(sentence(line))),
    body(
      correction
        ? `你院收到本通知后应当立即执行。有异议的，可以自收到之日起${toChineseNumeral(jurisdiction.periods.objection.length.amount)}日内向本院申请复议，复议期间不停止执行。`
        : `请你院收到后签收并${record.urgent ? '立即' : '及时'}落实，将落实情况报告本院${COMMAND_CENTRE}。`,
    ),
  ];
  const frame = { number: numberOf(state), court: state.decidingCourt, addressee: record.to, date, at } as const;
  return compose(
    {
      ...frame,
      kind: correction ? 'CORRECTION_ORDER' : 'INSTRUCTION',
      ordinal: `第${record.number}号${record.urgent ? '（紧急）' : ''}`,
      department: COMMAND_CENTRE,
    },
    text,
    wording,
  );
}

const OUTCOMES: Readonly<Record<CloseOutcome, string>> = {
  ACTUALLY_CLOSED: '案件已实际执结',
  ZHONGBEN: '案件已终结本次执行程序',
  MATTER_ACHIEVED: '协同事项已经完成',
  REVOKED: '协同执行已经撤销',
};

/** Yuan with two decimals and thousands separators, without the machine's locale. */
export function yuan(amount: number): string {
  const cents = Math.round(amount * 100);
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(cents % 100).padStart(2, '0')}元`;
}

/** 办结报告: the executing court, which stays 办案主体 (Art. 5), reports to the deciding court, which has confirmed it. */
export function closingReport(
  state: CaseState,
  closed: { outcome: CloseOutcome; on: LocalDate; recoveredAmount: number },
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { executingCourt, decidingCourt, participants, closeRequest, decision } = state;
  const date = closed.on;
  const others = participants.map((code) => wording.court(code, date)).join('、');
  const summary = wording.paragraphs(closeRequest?.summary, '办结情况');
  // Interest and costs may rightly be on top of the claim, so this is no refusal.
  const { claimAmount } = state.caseFields;
  if (claimAmount !== null && closed.recoveredAmount > claimAmount)
    wording.warnings.push('执行到位金额超过申请执行标的，请核对（含迟延履行利息、执行费用的除外）。');
  const text = [
    body(
      `本院执行的${caseInWords(state, wording)}一案，你院于${decision ? plainDate(decision.decidedOn) : '（日期不详）'}决定协同执行${others ? `，由${others}参与协同` : ''}。现将办结情况报告如下：`,
    ),
    body(`一、办结方式：${OUTCOMES[closed.outcome]}。`),
    body(
      `二、执行到位金额：${yuan(closed.recoveredAmount)}，申请执行标的${claimAmount === null ? '不详' : yuan(claimAmount)}。`,
    ),
    ...summary.map((line, index) => body(index === 0 ? `三、办理情况：${sentence(line)}` : sentence(line))),
    body('以上情况已经你院执行指挥中心确认。'),
  ];
  const frame = { kind: 'CLOSING_REPORT', number: numberOf(state), court: executingCourt, date, at } as const;
  return compose({ ...frame, addressee: decidingCourt }, text, wording);
}
