import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant } from '../local-date';
import { SCAN_SETTINGS } from '../supervision/scan';
import type { HitState } from '../supervision/hit/state';
import { sentence, Wording } from './clean';
import { body, compose } from './compose';
import { plainDate } from '../case-number';
import type { Block, Paper } from './paper';

type Found = Pick<HitState, 'found'>;

/** A disposition that is told of in writing. */
interface Disposal {
  reason: string;
  on: string;
}

/** What the scan has found; who executes is called as the reader knows that court. */
function foundInWords({ found }: Found, executing: string, number: string, wording: Wording): Block {
  const { asOf, rawDate, netDate, excludedDays } = found;
  const excluded =
    excludedDays > 0
      ? `自立案之日起至${plainDate(rawDate)}满二年，扣除评估、拍卖等法定延长执限期间${excludedDays}日，于${plainDate(netDate)}满二年`
      : `自立案之日起至${plainDate(netDate)}满二年`;
  return body(
    `依照${wording.ruleName}第十四条规定，本院对辖区法院执行案件进行扫描（截至${plainDate(asOf)}）。经查，${executing}执行的${number}一案有财产可供执行，${excluded}，尚未实际执结，也未实施协同执行。`,
  );
}

const reasonOf = ({ reason }: Disposal, wording: Wording): Block[] =>
  wording.paragraphs(reason, '理由').map((line) => body(sentence(line)));

/** 指定协同执行通知书 (Art. 14): the High Court designates the intermediate court of the executing one. */
export function designationNotice(
  state: Found,
  disposal: Disposal & { to: string },
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { court, executingCourt, caseNumber } = state.found;
  const number = wording.name(caseNumber, '执行案号');
  const executing = jurisdiction.courts.codeOn(executingCourt, disposal.on);
  const text = [
    foundInWords(state, wording.court(executing, disposal.on), number, wording),
    ...reasonOf(disposal, wording),
    // How long it is depends on the settings of the collaboration that is opened there, which a hit does not know.
    body(
      '现指定你院对该案协同执行。请你院自本日起，在设置的审查期限（不是法律规定）内作出协同执行决定，并将办理情况报告本院。',
    ),
  ];
  const frame = { kind: 'DESIGNATION_NOTICE', number, court, addressee: disposal.to, copies: [executing] } as const;
  return compose({ ...frame, date: disposal.on, at }, text, wording);
}

/** 不予协同说明 (Art. 14): to the executing court, why what the scan has found is not executed together for the time being. */
export function exemptionStatement(
  state: Found,
  disposal: Disposal,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { court, executingCourt, caseNumber } = state.found;
  const number = wording.name(caseNumber, '执行案号');
  const text = [
    foundInWords(state, '你院', number, wording),
    body('经审查，本院对该案暂不实施协同执行，理由如下：'),
    ...reasonOf(disposal, wording),
    body(
      `请你院继续承担办案责任，依法开展执行活动；认为需要协同执行的，可以依照规定报请。该案财产、扣除期间和结案情况没有变化的，本院${SCAN_SETTINGS.exemptionMonths}个月内扫描不再列为应当处置（该期限为设置，不是法律规定）。`,
    ),
  ];
  const addressee = jurisdiction.courts.codeOn(executingCourt, disposal.on);
  const frame = { kind: 'EXEMPTION_STATEMENT', number, court, addressee } as const;
  return compose({ ...frame, date: disposal.on, at }, text, wording);
}
