import { weekday, type DeadlineStatus } from '@xiezhi/rules';
import { html, type Content, type Html } from '../html';
import { authorityOf, courtTitle, titleOf, weekdayTitle } from '../wording';
import { dayByDay, type CalendarDay, type DeadlineView } from './day-by-day';
import { chinese, table, todayOf, type View } from './layout';

/** A sign beside the word, so that neither colour nor shape is needed to tell them apart. */
const SIGNS: Record<DeadlineStatus, string> = { OPEN: '○', MET: '✓', LATE: '!', CANCELLED: '×' };

function status(view: View, { status: code }: DeadlineView): Html {
  return html`<span class="status ${code}"
    ><span aria-hidden="true">${SIGNS[code]}</span> ${code}
    ${view.language === 'zh' && titleOf('zh', 'deadlineStatus', code)}</span
  >`;
}

function authority(view: View, deadline: DeadlineView): Html {
  const { law, text } = authorityOf(deadline.authority);
  return html`<span class="${law ? 'law' : 'house'}">${view.t(law ? '法定' : '内部规则（非法定）')}</span>
    ${chinese(view, text)}`;
}

function provisional(view: View, deadline: DeadlineView): Content {
  return deadline.provisional && html` <span class="provisional">${view.t('暂定')}</span>`;
}

function period({ t }: View, { workdays, expiresAt, kind, startedOn, due }: DeadlineView): Content {
  if (workdays !== null) return `${workdays} ${t('个工作日')}`;
  if (kind === 'OBJECTION') return `5 ${t('个自然日')}`;
  return expiresAt.slice(11, 16) === '00:00' ? `${startedOn} – ${due}` : t('分钟');
}

/** A period in minutes ends at an instant; every other one at the end of its due day. */
function due(view: View, deadline: DeadlineView): Html {
  const time = deadline.expiresAt.slice(11, 16);
  return html`${deadline.due}${time !== '00:00' && html` ${time}`}${provisional(view, deadline)}`;
}

function outcome(view: View, deadline: DeadlineView): Content {
  const { t, language } = view;
  const { status: code, doneOn, ordinal, lateWorkdays, countedDays } = deadline;
  const late = lateWorkdays !== null && lateWorkdays > 0 && html` · ${t('逾期')} ${lateWorkdays} ${t('个工作日')}`;
  if (doneOn) {
    const which = language === 'zh' ? `第${ordinal}个工作日` : `working day ${ordinal}`;
    return html`${t('完成于')} ${doneOn}${ordinal !== null && ordinal > 0 && html` · ${which}`}${late}`;
  }
  if (code === 'CANCELLED') return '—';
  const today = todayOf(view);
  const left = countedDays.filter((day) => day > today).length;
  const remaining = code === 'OPEN' && today && countedDays.length > 0;
  return html`${t('尚未完成')}${remaining && html` · ${t('剩余')} ${left} ${t('个工作日')}`}${late}`;
}

function reason(view: View, day: CalendarDay): Content {
  if (day.kind === 'start') return view.t('收到或发生当日，不计');
  if (day.kind === 'paused') return view.t('中止期间（补正），不计');
  if (day.reason !== undefined) return chinese(view, day.reason);
  return day.kind === 'rest' ? view.t('休息日、放假安排或者中止期间') : '';
}

function calendarTable(view: View, deadline: DeadlineView, title: string): Content {
  const { t, language } = view;
  const days = dayByDay(deadline);
  if (days.length === 0) return html`<p class="note">${t('此期限不按工作日计算，不逐日列出。')}</p>`;
  const rows = days.map((day) => {
    const ordinal = language === 'zh' ? `第${day.ordinal}日` : `day ${day.ordinal}`;
    return html`<tr class="${day.kind}">
      <td class="date">${day.date}</td>
      <td>${weekdayTitle(language, weekday(day.date))}</td>
      <td>${day.kind === 'counted' ? html`<strong>${ordinal}</strong>` : t('不计')}</td>
      <td>${reason(view, day)}${day.date === deadline.due && html` <strong>（${t('届满日')}）</strong>`}</td>
    </tr>`;
  });
  return table(`${title} ${t('逐日计算')}`, [t('日期'), t('星期'), t('计算'), t('说明')], rows);
}

function revisions(view: View, { revisions: all }: DeadlineView): Content {
  if (all.length === 0) return null;
  const { t } = view;
  const items = all.map(
    ({ from, to, reason: why }) =>
      html`<li>${from} ${t('改为')} <strong>${to}</strong>，${t('原因')}：${chinese(view, why)}</li>`,
  );
  return html`<p class="revisions">${t('期限变更')}</p>
    <ul>
      ${items}
    </ul>`;
}

/** The deadlines of a case: an overview, then each one day by day. */
export function deadlinesSection(view: View, deadlines: readonly DeadlineView[]): Html {
  const { t, language } = view;
  const heading = html`<h2 id="deadlines">${t('期限')}</h2>`;
  if (deadlines.length === 0)
    return html`<section>
      ${heading}
      <p>${t('没有期限')}</p>
    </section>`;
  const title = ({ kind }: DeadlineView) => titleOf(language, 'deadline', kind);
  const rows = deadlines.map(
    (deadline) =>
      html`<tr>
        <th scope="row">${title(deadline)}</th>
        <td>${chinese(view, courtTitle(deadline.court, deadline.startedOn))}</td>
        <td>${authority(view, deadline)}</td>
        <td class="date">${deadline.startedOn}</td>
        <td class="date">${period(view, deadline)}</td>
        <td class="date">${due(view, deadline)}</td>
        <td>${status(view, deadline)}</td>
        <td>${outcome(view, deadline)}</td>
      </tr>`,
  );
  const columns = ['期限事项', '责任法院', '依据', '起算', '期间', '届满', '状态', '办理情况'] as const;
  const details = deadlines.map((deadline) => {
    const open = deadline.status === 'OPEN' || deadline.status === 'LATE' || deadline.revisions.length > 0;
    return html`<details ${open ? html`open` : ''}>
      <summary>
        ${title(deadline)} · ${t('逐日计算')} · ${deadline.startedOn} → ${due(view, deadline)} ·
        ${status(view, deadline)}
      </summary>
      ${deadline.provisional && html`<p class="note">${t('暂定：所涉年度的放假安排尚未公布，公布后重新计算。')}</p>`}
      ${calendarTable(view, deadline, title(deadline))} ${revisions(view, deadline)}
      ${deadline.calendar && html`<p class="note">${t('所用日历')}：<code>${deadline.calendar}</code></p>`}
    </details>`;
  });
  return html`<section aria-labelledby="deadlines">
    ${heading} ${table(t('期限'), columns.map(t), rows)}
    <div class="calendars">${details}</div>
  </section>`;
}
