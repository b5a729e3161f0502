import type { CaseView } from '../api';
import { html, type Content, type Html } from '../html';
import { courtTitle, titleOf, yuan } from '../wording';
import { deadlinesSection } from './case-deadlines';
import {
  closeSection,
  decisionSection,
  groundsSection,
  netAgeSection,
  planSection,
  recordsSection,
  remindersSection,
  timelineSection,
} from './case-parts';
import { chinese, page, terms, todayOf, type View } from './layout';

function parties(view: View, { case: fields }: CaseView): Html {
  const { t } = view;
  const items = fields.parties.map(
    ({ side, name }) => html`<li>${t(side === 'applicant' ? '申请执行人' : '被执行人')}：${chinese(view, name)}</li>`,
  );
  return html`<ul class="plain">
    ${items}
  </ul>`;
}

function warnings(view: View, { warnings: codes }: CaseView): Content {
  if (codes.length === 0) return null;
  const items = codes.map((code) => html`<li>${titleOf(view.language, 'warning', code)}</li>`);
  return html`<div class="warnings" role="note">
    <strong><span aria-hidden="true">!</span> ${view.t('需要注意')}</strong>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function head(view: View, facts: CaseView): Html {
  const { t, language } = view;
  const { case: fields, route, origin, correction } = facts;
  const on = facts.receivedOn ?? todayOf(view);
  const court = (code: string) => chinese(view, courtTitle(code, on));
  const courts = (codes: readonly string[]) =>
    codes.length > 0 &&
    html`<ul class="plain">
      ${codes.map((code) => html`<li>${court(code)}</li>`)}
    </ul>`;
  const entries: [string, Content][] = [
    [t('案号'), chinese(view, fields.caseNumber)],
    [t('案由'), chinese(view, fields.cause)],
    [t('执行法院'), court(facts.executingCourt)],
    [t('决定法院'), court(facts.decidingCourt)],
    [t('层报法院'), facts.relayCourt && court(facts.relayCourt)],
    [t('参与法院'), courts(facts.participants)],
    [t('途径'), titleOf(language, 'route', route)],
    [t('来源'), titleOf(language, 'origin', origin)],
    [t('案件性质'), titleOf(language, 'sensitivity', facts.sensitivity)],
    [t('必须完成'), facts.mustComplete && t('是（上级交办，或者已决定协同执行）')],
    [t('收到日期'), facts.receivedOn],
    [t('登记日期'), facts.registeredOn],
    [t('受理日期'), facts.acceptedOn],
    [t('补正'), correction && html`${correction.on}：${chinese(view, correction.missing.join('；'))}`],
    [t('执行案件立案日期'), fields.filingDate],
    [t('申请执行标的额'), `${yuan(fields.claimAmount)} ${t('元')}`],
    [t('当事人'), parties(view, facts)],
    [t('协助事项'), html`<div class="prose">${chinese(view, fields.matters)}</div>`],
  ];
  return html`<div class="head">
      <h1>${chinese(view, facts.documentNumber ?? fields.caseNumber)}</h1>
      <span class="tag">${titleOf(language, 'status', facts.state)}</span>
      ${facts.documentNumber === null && html`<small>${t('尚未编号')}</small>`}
    </div>
    ${warnings(view, facts)}
    <section aria-labelledby="facts">
      <h2 id="facts">${t('基本情况')}</h2>
      ${terms(entries)}
    </section>`;
}

/** `/cases/:caseId`: everything this person may see of one case. */
export function casePage(view: View, facts: CaseView): string {
  const { t } = view;
  const title = facts.documentNumber ?? facts.case.caseNumber;
  const printed =
    view.courtTime && html`<p class="printed">${t('打印时间')} ${view.courtTime.slice(0, 16).replace('T', ' ')}</p>`;
  return page(view, title, [
    html`<p class="back"><a href="/">← ${t('返回案件列表')}</a></p>`,
    head(view, facts),
    deadlinesSection(view, facts.deadlines),
    remindersSection(view, facts),
    groundsSection(view, facts),
    netAgeSection(view, facts),
    decisionSection(view, facts),
    planSection(view, facts),
    recordsSection(view, facts),
    closeSection(view, facts),
    timelineSection(view, facts),
    printed,
  ]);
}
