import type { CaseSummary } from '../api';
import { html, type Content } from '../html';
import { CASE_STATUSES, courtTitle, shortTime, titleOf } from '../wording';
import { chinese, page, table, todayOf, type View } from './layout';

export interface ListQuery {
  state?: string;
  cursor?: string;
}

const href = (query: ListQuery) => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? '/' : `/?${new URLSearchParams(given).toString()}`;
};

/** `/`: the cases this person's court may see. */
export function listPage(
  view: View,
  { items, next }: { items: readonly CaseSummary[]; next: string | null },
  query: ListQuery,
): string {
  const { t, language } = view;
  const today = todayOf(view);
  const option = (code: string, text: string) =>
    html`<option value="${code}" ${code === (query.state ?? '') ? html`selected` : ''}>${text}</option>`;
  const filter = html`<form method="get" action="/" class="filter">
    <label for="state">${t('案件状态')}</label>
    <select id="state" name="state">
      ${option('', t('全部状态'))} ${CASE_STATUSES.map((code) => option(code, titleOf(language, 'status', code)))}
    </select>
    <button>${t('筛选')}</button>
  </form>`;
  const rows = items.map(
    (item) =>
      html`<tr>
        <th scope="row">
          <a href="/cases/${encodeURIComponent(item.caseId)}"
            >${chinese(view, item.documentNumber ?? item.caseNumber)}</a
          >
          ${item.documentNumber === null && html`<small>${t('尚未编号')}</small>`}
        </th>
        <td>${chinese(view, item.caseNumber)}</td>
        <td>${chinese(view, item.cause)}</td>
        <td>${chinese(view, courtTitle(item.executingCourt, today))}</td>
        <td>${chinese(view, courtTitle(item.decidingCourt, today))}</td>
        <td>${titleOf(language, 'route', item.route)}</td>
        <td><span class="tag">${titleOf(language, 'status', item.state)}</span></td>
        <td class="date">${item.due ?? t('无')}</td>
        <td class="date">${shortTime(item.updatedAt)}</td>
      </tr>`,
  );
  const columns = ['文号', '案号', '案由', '执行法院', '决定法院', '途径', '状态', '最近届满', '更新时间'] as const;
  const empty = html`<div class="empty">
    <h2>${t('没有案件')}</h2>
    <p>${query.state ? t('没有这种状态的案件') : t('本院目前没有可以查看的协同执行案件')}</p>
    <p>${t('报请经各服务的接口提交，见“关于”页。')} <a href="/about">${t('关于')}</a></p>
  </div>`;
  const paging: Content = html`<nav class="paging" aria-label="${t('下一页')}">
    ${query.cursor && html`<a href="${href({ ...query, cursor: '' })}">${t('回到第一页')}</a>`}
    ${next && html`<a rel="next" href="${href({ ...query, cursor: next })}">${t('下一页')}</a>`}
  </nav>`;
  return page(
    view,
    t('案件列表'),
    html`<h1>${t('案件列表')} <small>${t('按最近更新排列')}</small></h1>
      ${filter} ${rows.length === 0 ? empty : table(t('案件列表'), columns.map(t), rows)} ${paging}`,
  );
}
