import type { WorkItem } from '../api';
import { html, type Content } from '../html';
import type { Phrase } from '../language';
import { shortTime, titleOf } from '../wording';
import { chinese, page, table, type View } from './layout';

export const WORK_VIEWS = [
  ['todo', '待办'],
  ['due-soon', '即将逾期'],
  ['overdue', '逾期未办'],
  ['initiated', '我发起的'],
  ['cc', '抄送'],
  ['done', '已办'],
] as const satisfies readonly (readonly [string, Phrase])[];
export type WorkView = (typeof WORK_VIEWS)[number][0];

export const workView = (wanted: string | null | undefined): WorkView =>
  WORK_VIEWS.find(([name]) => name === wanted)?.[0] ?? 'todo';

export function workHref(view: WorkView, cursor?: string): string {
  return `/work?${new URLSearchParams({ view, ...(cursor ? { cursor } : {}) }).toString()}`;
}

/** The lamp's classes are those of deadlines elsewhere; the word beside it says the same without colour. */
const LAMP_CLASS = { GREEN: 'MET', AMBER: 'OPEN', RED: 'LATE', DARK: 'LATE' } as const;

function holder({ t }: View, item: WorkItem): Content {
  if (!item.holder) return t('未认领');
  const { name, for: principal } = item.holder;
  return principal ? html`${name}<br /><small>${t('代办')}：${principal.name}</small>` : name;
}

function action({ t, signedIn }: View, item: WorkItem, view: WorkView): Content {
  const free = item.holder === null;
  if (view !== 'todo' || (!free && !item.mine)) return '—';
  const [path, phrase] = free ? (['claim', '认领'] as const) : (['release', '退回'] as const);
  return html`<form method="post" action="/work/${path}">
    <input type="hidden" name="csrf" value="${signedIn?.csrf}" /><input type="hidden" name="id" value="${item.id}" />
    <input type="hidden" name="version" value="${item.version}" />
    <button aria-label="${t(phrase)}：${item.subject} ${item.title}">${t(phrase)}</button>
  </form>`;
}

function due({ t }: View, { due: day, provisional, law, workdaysLeft }: WorkItem): Content {
  if (day === null) return t('无');
  const left = workdaysLeft === null ? null : html`<small>${t('剩余')} ${workdaysLeft} ${t('个工作日')}</small>`;
  return html`${day} ${provisional && html`<span class="provisional">${t('暂定')}</span>`}<br />${left}
    ${law === false && html`<small>${t('设置，不是法律规定')}</small>`}`;
}

/** `/work`: what this person's court and roles are awaited to do. */
export function workPage(
  view: View,
  { items, next }: { items: readonly WorkItem[]; next: string | null },
  counts: Readonly<Record<string, number>>,
  current: WorkView,
): string {
  const { t, language } = view;
  const tabs = WORK_VIEWS.map(([name, phrase]) => {
    const count = counts[name];
    const text = html`${t(phrase)}${count === undefined ? '' : ` ${count}`}`;
    return name === current
      ? html`<strong aria-current="page">${text}</strong>`
      : html`<a href="${workHref(name)}">${text}</a>`;
  });
  const rows = items.map(
    (item) =>
      html`<tr>
        <td><span class="status ${LAMP_CLASS[item.lamp]}">${chinese(view, item.word)}</span></td>
        <th scope="row">
          ${chinese(view, item.title)}<br /><a href="/cases/${encodeURIComponent(item.caseId)}"
            >${chinese(view, item.subject)}</a
          >
        </th>
        <td>
          ${chinese(view, item.courtName)}<br />${item.roles.map((role) => titleOf(language, 'role', role)).join('、')}
        </td>
        <td class="date">${due(view, item)}</td>
        <td class="date">${shortTime(item.doneAt ?? item.since)}</td>
        <td>${holder(view, item)}</td>
        <td>${action(view, item, current)}</td>
      </tr>`,
  );
  const heads = (['状态', '事项', '应办法院和岗位', '届满', '时间', '认领人', '操作'] as const).map(t);
  const empty = html`<div class="empty">
    <h2>${t('没有事项')}</h2>
    <p>${t('等待您办理的事项会出现在这里。')}</p>
  </div>`;
  return page(
    view,
    t('待办'),
    html`<h1>${t('待办')} <small>${t('认领不影响同岗位的其他人办理')}</small></h1>
      <nav class="paging" aria-label="${t('待办')}">${tabs}</nav>
      ${rows.length === 0 ? empty : table(t('待办'), heads, rows)}
      ${next && html`<nav class="paging" aria-label="${t('下一页')}"><a rel="next" href="${workHref(current, next)}">${t('下一页')}</a></nav>`}`,
  );
}
