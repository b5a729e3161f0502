import type { InboxMessage } from '../api';
import { html } from '../html';
import { shortTime, titleOf } from '../wording';
import { chinese, page, table, type View } from './layout';

export interface InboxQuery {
  unread: boolean;
  before?: string;
}

export function inboxHref({ unread, before }: InboxQuery): string {
  const given = { ...(unread ? { unread: '1' } : {}), ...(before ? { before } : {}) };
  return Object.keys(given).length === 0 ? '/inbox' : `/inbox?${new URLSearchParams(given).toString()}`;
}

/** `/inbox`: messages for this person's roles at this court, newest first. @param earlier instant to go on from */
export function inboxPage(
  view: View,
  messages: readonly InboxMessage[],
  query: InboxQuery,
  earlier: string | undefined,
): string {
  const { t, language, signedIn } = view;
  const rows = messages.map(({ id, caseId, at, role, level, text, read }) => {
    const done = html`<form method="post" action="/inbox/read">
      <input type="hidden" name="csrf" value="${signedIn?.csrf}" /><input type="hidden" name="id" value="${id}" />
      <input type="hidden" name="back" value="${inboxHref(query)}" />
      <button aria-label="${t('标为已读')}：${text}">${t('标为已读')}</button>
    </form>`;
    return html`<tr class="${read ? 'read' : 'unread'}">
      <td class="date">${shortTime(at)}</td>
      <td><span class="level ${level}">${titleOf(language, 'level', level)}</span></td>
      <th scope="row">
        ${chinese(view, text)}<br /><a href="/cases/${encodeURIComponent(caseId)}">${t('查看案件')}</a>
      </th>
      <td>${titleOf(language, 'role', role)}</td>
      <td>${read ? t('已读') : html`<strong>${t('未读')}</strong>`}</td>
      <td>${read ? '—' : done}</td>
    </tr>`;
  });
  const filter = query.unread
    ? html`<a href="/inbox">${t('全部消息')}</a>`
    : html`<a href="/inbox?unread=1">${t('只看未读')}</a>`;
  const heads = [t('时间'), t('级别'), t('内容'), t('收件岗位'), t('状态'), t('操作')];
  return page(
    view,
    t('消息'),
    html`<h1>${t('消息')}</h1>
      <p>${filter}</p>
      ${
        rows.length === 0
          ? html`<div class="empty">
              <h2>${t('没有消息')}</h2>
              <p>${t('需要您知道或者办理的事项会出现在这里。')}</p>
            </div>`
          : table(t('消息'), heads, rows)
      }
      ${earlier && html`<nav class="paging" aria-label="${t('更早的消息')}"><a rel="next" href="${inboxHref({ ...query, before: earlier })}">${t('更早的消息')}</a></nav>`}`,
  );
}
