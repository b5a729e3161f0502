import type { PlanApproval } from '@xiezhi/rules';
import type { CaseView } from '../api';
import { html, type Content, type Html } from '../html';
import type { Phrase } from '../language';
import { courtTitle, groundText, shortTime, titleOf, yuan } from '../wording';
import { chinese, table, terms, type View } from './layout';

/** Words of people that keep their line breaks. */
const prose = (view: View, text: string): Html => html`<div class="prose">${chinese(view, text)}</div>`;

const section = (view: View, id: string, title: Phrase, content: Content): Html =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${view.t(title)}</h2>
    ${content}
  </section>`;

export function groundsSection(view: View, { grounds, case: fields }: CaseView): Html {
  const { t } = view;
  const words = (met: boolean | null) => (met === null ? t('须人工判断') : t(met ? '符合' : '不符合'));
  const sign = (met: boolean | null) => (met === null ? '?' : met ? '✓' : '!');
  const rows = grounds.map(
    ({ code, met, explanation }) =>
      html`<tr>
        <th scope="row">
          ${chinese(view, html`第三条第（${'一二三四五六七八'[Number(code.slice(2)) - 1] ?? code}）项`)}
          ${chinese(view, groundText(code))}
        </th>
        <td>
          <span class="check ${met === null ? 'open' : met ? 'yes' : 'no'}"
            ><span aria-hidden="true">${sign(met)}</span> ${words(met)}</span
          >
        </td>
        <td>${chinese(view, explanation)}</td>
        <td>${prose(view, fields.grounds.find((claim) => claim.code === code)?.facts ?? '')}</td>
      </tr>`,
  );
  const columns = ['事由', '计算核对', '说明', '申请所述'] as const;
  return section(view, 'grounds', '协同执行事由', table(t('协同执行事由'), columns.map(t), rows));
}

export function netAgeSection(view: View, { netAge, case: fields }: CaseView): Content {
  if (!netAge) return null;
  const { t } = view;
  const exclusions = fields.exclusions ?? [];
  const rows = exclusions.map(
    ({ type, start, end, document }) =>
      html`<tr>
        <th scope="row">${chinese(view, type)}</th>
        <td class="date">${start}</td>
        <td class="date">${end}</td>
        <td>${chinese(view, document)}</td>
      </tr>`,
  );
  return section(
    view,
    'net-age',
    '净龄',
    html`${terms([
      [t('立案日'), netAge.filedOn],
      [t('满二年'), netAge.rawDate],
      [t('扣除天数'), `${netAge.excludedDays} ${t('天')}`],
      [t('净龄届满'), netAge.netDate],
      [t('方为满二年之日'), netAge.metFrom],
    ])}
    ${
      rows.length === 0
        ? html`<p class="note">${t('没有扣除期间')}</p>`
        : table(t('扣除期间'), [t('类型'), t('开始'), t('结束'), t('文书')], rows, t('扣除期间'))
    }`,
  );
}

export function decisionSection(view: View, { decision, proposal, notices, receivedOn }: CaseView): Html {
  const { t, language } = view;
  const court = (code: string) => chinese(view, courtTitle(code, decision?.decidedOn ?? receivedOn ?? ''));
  const documents = decision?.documents.map(
    ({ number, addressee, copies }) =>
      html`<tr>
        <th scope="row">${chinese(view, number)}</th>
        <td>${court(addressee)}</td>
        <td>${copies.length === 0 ? t('无') : copies.map((code, index) => [index > 0 && '、', court(code)])}</td>
      </tr>`,
  );
  const sent = notices.map(
    ({ kind, from, to, sentOn, receivedOn: got }) =>
      html`<tr>
        <th scope="row">${titleOf(language, 'notice', kind)}</th>
        <td>${court(from)}</td>
        <td>${court(to)}</td>
        <td class="date">${sentOn}</td>
        <td class="date">${got ?? t('尚未签收')}</td>
      </tr>`,
  );
  return section(view, 'decision', '审查与决定', [
    proposal &&
      terms([[t('审查意见'), html`${titleOf(language, 'review', proposal.outcome)} ${prose(view, proposal.reasons)}`]]),
    decision
      ? terms([
          [t('结论'), html`<strong>${titleOf(language, 'review', decision.outcome)}</strong>`],
          [t('决定日期'), decision.decidedOn],
          [t('理由'), prose(view, decision.reasons)],
          [t('法律依据'), chinese(view, decision.legalBasis)],
          [t('主文'), decision.operative && prose(view, decision.operative)],
          [t('逾期理由'), decision.overdueReason && prose(view, decision.overdueReason)],
        ])
      : html`<p>${t('尚未作出决定')}</p>`,
    documents && documents.length > 0 && table(t('决定书'), [t('文号'), t('主送'), t('抄送')], documents, t('决定书')),
    sent.length > 0 &&
      table(t('通知'), [t('通知'), t('发出法院'), t('接收法院'), t('发出'), t('签收')], sent, t('通知')),
  ]);
}

const LADDER: readonly PlanApproval[] = ['COMMAND_DIRECTOR', 'BUREAU_MEETING', 'PRESIDENT'];

/** Art. 11: the command centre's director alone for an ordinary plan, then the meeting and the president for a major one. */
export function planSection(view: View, { plan, sensitivity, credentials, receivedOn }: CaseView): Html {
  const { t, language } = view;
  const steps = sensitivity === 'MAJOR' ? LADDER : LADDER.slice(0, 1);
  const ladder = steps.map((step) => {
    const passed = plan?.approvals.includes(step) ?? false;
    const optional = step === 'PRESIDENT' && !passed && html` <small>（${t('局务会要求时')}）</small>`;
    return html`<li class="${passed ? 'passed' : 'pending'}">
      <span aria-hidden="true">${passed ? '✓' : '○'}</span> ${titleOf(language, 'approval', step)} ·
      ${t(passed ? '已通过' : '待办')}${optional}
    </li>`;
  });
  const officers = credentials.map(
    ({ name, court, credential, validFrom, validTo }) =>
      html`<tr>
        <th scope="row">${chinese(view, name)}</th>
        <td>${chinese(view, courtTitle(court, validFrom ?? receivedOn ?? ''))}</td>
        <td>${chinese(view, credential)}</td>
        <td class="date">${validFrom} – ${validTo ?? t('至办结')}</td>
      </tr>`,
  );
  return section(view, 'plan', '工作方案', [
    plan
      ? [
          terms([
            [t('版本'), plan.version],
            [t('状态'), titleOf(language, 'planStatus', plan.status)],
          ]),
          html`<h3>${t('审批阶梯')}</h3>
            <ol class="ladder">
              ${ladder}
            </ol>`,
        ]
      : html`<p>${t('尚未提交工作方案')}</p>`,
    officers.length > 0 &&
      table(t('执行人员证件'), [t('姓名'), t('法院'), t('证件号'), t('有效期')], officers, t('执行人员证件')),
  ]);
}

export function recordsSection(view: View, { records, leads }: CaseView): Html {
  const { t, language } = view;
  const rows = records.map(({ number, kind, from, to, text, urgent, at, acknowledgedOn }) => {
    const court = (code: string) => chinese(view, courtTitle(code, at.slice(0, 10)));
    return html`<tr>
      <th scope="row">${number}</th>
      <td>${titleOf(language, 'record', kind)}${urgent && html` <span class="urgent">${t('紧急')}</span>`}</td>
      <td>${court(from)}</td>
      <td>${to ? court(to) : '—'}</td>
      <td>${prose(view, text)}</td>
      <td class="date">${shortTime(at)}</td>
      <td class="date">${acknowledgedOn ?? (to ? t('尚未签收') : '—')}</td>
    </tr>`;
  });
  const columns = ['编号', '种类', '发出法院', '接收法院', '内容', '时间', '签收'] as const;
  const found = leads.map(
    ({ category, court, facts, status }) =>
      html`<tr>
        <th scope="row">${chinese(view, category)}</th>
        <td>${chinese(view, courtTitle(court, ''))}</td>
        <td>${prose(view, facts)}</td>
        <td>${status}</td>
      </tr>`,
  );
  return section(view, 'records', '现场记录', [
    rows.length === 0 ? html`<p>${t('没有现场记录')}</p>` : table(t('现场记录'), columns.map(t), rows),
    found.length > 0 && table(t('问责线索'), [t('类别'), t('法院'), t('事实'), t('状态')], found, t('问责线索')),
  ]);
}

export function closeSection(view: View, { closed }: CaseView): Content {
  if (!closed) return null;
  const { t, language } = view;
  return section(
    view,
    'closed',
    '办结',
    terms([
      [t('办结方式'), titleOf(language, 'close', closed.outcome)],
      [t('办结日期'), closed.on],
      [t('执行到位金额'), `${yuan(closed.recoveredAmount)} ${t('元')}`],
    ]),
  );
}

export function remindersSection(view: View, { reminders }: CaseView): Content {
  if (reminders.length === 0) return null;
  const { t, language } = view;
  const rows = reminders.map(
    ({ kind, rung, on }) =>
      html`<tr>
        <td class="date">${on}</td>
        <th scope="row">${titleOf(language, 'deadline', kind)}</th>
        <td>${rung} ${language === 'zh' && titleOf('zh', 'rung', rung)}</td>
      </tr>`,
  );
  return section(view, 'reminders', '已发提醒', table(t('已发提醒'), [t('日期'), t('期限事项'), t('提醒')], rows));
}

export function timelineSection(view: View, { timeline }: CaseView): Html {
  const { t, language } = view;
  const rows = timeline.map(({ seq, type, at, court, role, name }) => {
    const who = role === 'system' || role === 'clock' ? t('系统') : titleOf(language, 'role', role);
    return html`<tr>
      <th scope="row">${seq}</th>
      <td class="date">${shortTime(at)}</td>
      <td>${titleOf(language, 'event', type)} ${language === 'zh' && html`<code>${type}</code>`}</td>
      <td>${court ? chinese(view, courtTitle(court, at.slice(0, 10))) : '—'}</td>
      <td>${who}${name && html` ${chinese(view, name)}`}</td>
    </tr>`;
  });
  const columns = ['编号', '时间', '事件', '法院', '办理人'] as const;
  return section(view, 'timeline', '经过', table(t('经过'), columns.map(t), rows));
}
