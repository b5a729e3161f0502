import type { CaseState } from '../case';
import type { CourtCode } from '../courts';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant, LocalDate } from '../local-date';
import { lengthUnder, settingsOf } from '../house-rules';
import { sentence, withoutStop, Wording } from './clean';
import { body, compose } from './compose';
import type { Block, Paper } from './paper';
import { caseInWords } from './the-case';

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** （一）…… for each; beyond ten plain numbers, which no form of the Rule needs. */
function listed(items: readonly string[]): Block[] {
  return items.map((item, index) => {
    const mark = NUMERALS[index] ? `（${NUMERALS[index]}）` : `（${index + 1}）`;
    return body(`${mark}${withoutStop(item)}${index === items.length - 1 ? '。' : '；'}`);
  });
}

const numberOf = (state: CaseState): string => state.documentNumber ?? '（文号待编）';

/** 不予协同执行通知书 (Arts. 7, 8): by the deciding court; through the relay court where one stands between. */
export function refusalNotice(
  state: CaseState,
  refusal: { reasons: string; decidedOn: LocalDate },
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { decidingCourt, relayCourt, executingCourt } = state;
  const date = refusal.decidedOn;
  const words = caseInWords(state, wording);
  const reasons = wording.paragraphs(refusal.reasons, '不予协同执行的理由');
  const article = state.route === 'ART8' ? '第八条' : state.route === 'ART9' ? '第九条、第十条' : '第七条';
  const executing = wording.court(executingCourt, date);
  const text = [
    body(
      relayCourt
        ? `你院层报的${executing}执行的${words}一案协同执行申请，本院已审查完毕。`
        : `你院报请协同执行的${words}一案，本院已审查完毕。`,
    ),
    ...reasons.map((paragraph) => body(sentence(paragraph))),
    body(
      relayCourt
        ? `依照${wording.ruleName}${article}规定，对该案不予协同执行。请你院及时告知${executing}自行制定工作方案，依法开展执行活动。`
        : `依照${wording.ruleName}${article}规定，对该案不予协同执行。请你院自行执行，切实承担办案责任，自行制定工作方案，依法开展执行活动。`,
    ),
  ];
  const frame = { kind: 'REFUSAL_NOTICE', number: numberOf(state), court: decidingCourt, date, at } as const;
  return compose({ ...frame, addressee: relayCourt ?? executingCourt }, text, wording);
}

/** 补正通知书 (HR-02, a setting and not law): what is missing, once, and by when. */
export function correctionNotice(
  state: CaseState,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper | null {
  const { correction, decidingCourt, executingCourt } = state;
  if (!correction) return null;
  const wording = new Wording(jurisdiction);
  const missing = correction.missing.map((item) => wording.name(item, '补正内容'));
  const days = lengthUnder(jurisdiction.periods.supplement.length, settingsOf(state, jurisdiction.settings)).amount;
  const text = [
    body(`你院报请协同执行的${caseInWords(state, wording)}一案，经审查，报送的材料不齐，请补正下列内容：`),
    ...listed(missing),
    body(
      `请自收到本通知之日起${days}个工作日内补正（该期限为本院设置，不是法律规定）。逾期未补正的，报请失效，由你院自行执行。`,
    ),
  ];
  const frame = { kind: 'CORRECTION_NOTICE', number: numberOf(state), court: decidingCourt, at } as const;
  return compose({ ...frame, addressee: executingCourt, date: correction.on }, text, wording);
}

export type SelfExecutionCause = 'REFUSED' | 'WITHDRAWN' | 'LAPSED';

const CAUSES: Readonly<Record<SelfExecutionCause, (higher: string) => string>> = {
  REFUSED: (higher) => `${higher}经审查，决定不予协同执行`,
  WITHDRAWN: () => '你院已撤回协同执行申请',
  LAPSED: () => '你院逾期未补正报请材料，报请已经失效',
};

/**
 * 自行执行告知书 (Arts. 7, 8, 10): by the relay court at the second hop of a High Court refusal, otherwise by the court to
 * which the application was made.
 */
export function selfExecutionNotice(
  state: CaseState,
  cause: SelfExecutionCause,
  from: CourtCode,
  date: LocalDate,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const days = lengthUnder(
    jurisdiction.periods.selfExecutionPlan.length,
    settingsOf(state, jurisdiction.settings),
  ).amount;
  const reason = CAUSES[cause](wording.court(state.decidingCourt, date));
  const text = [
    body(`你院报请协同执行的${caseInWords(state, wording)}一案，${reason}。`),
    body(
      `依照${wording.ruleName}第十条规定，你院仍要切实承担起办案责任，采取有效措施，自行制定工作方案，依法开展执行活动。请于${days}个工作日内报送自行执行工作方案（该期限为设置，不是法律规定）。`,
    ),
  ];
  const frame = { kind: 'SELF_EXECUTION_NOTICE', number: numberOf(state), court: from, date, at } as const;
  return compose({ ...frame, addressee: state.executingCourt }, text, wording);
}
