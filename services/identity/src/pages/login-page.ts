import { ROLE_TITLES } from '@xiezhi/rules';
import { courtName } from '../accounts/roles';
import type { Account } from '../accounts/store';
import { escapeHtml, renderPage } from './layout';
import { TEXTS, type Language } from './texts';

/** Why the page is shown again; `data-code` on the page, for programs that sign in. */
export type LoginFault =
  { code: 'WRONG_PASSWORD' } | { code: 'LOCKED'; until: number } | { code: 'DISABLED' } | { code: 'TOO_MANY_ATTEMPTS' };

export interface LoginPage {
  language: Language;
  /** Where the form goes: the address of this sign-in, without a query. */
  action: string;
  username: string;
  fault?: LoginFault;
  demoAccounts: readonly Account[];
  rehearsal: boolean;
}

export function loginPage({ language, action, username, fault, demoAccounts, rehearsal }: LoginPage): string {
  const text = TEXTS[language];
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const user = escapeHtml(username);
  const focus = (here: boolean) => (here ? ' autofocus' : '');
  const content = `<h2>${text.signIn}</h2>
${fault ? `<p class="alert" role="alert" data-code="${fault.code}">${escapeHtml(faultText(fault, language))}</p>` : ''}
<form method="post" action="${escapeHtml(`${action}?lang=${language}`)}">
<label for="username">${text.username}</label>
<input id="username" name="username" value="${user}" required maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"${focus(username === '')}>
<label for="password">${text.password}</label>
<input id="password" name="password" type="password" required maxlength="512" autocomplete="current-password"${focus(username !== '')}>
<button type="submit">${text.signIn}</button>
</form>
<p class="lang"><a href="${escapeHtml(`${action}?lang=${other}`)}" lang="${TEXTS[other].htmlLang}">${text.switchTo}</a></p>
${demoAccounts.length > 0 ? demoList(demoAccounts, action, language) : ''}`;
  return renderPage({
    htmlLang: text.htmlLang,
    title: `${text.product} ${text.subtitle}`,
    ...(rehearsal ? { notice: text.rehearsal } : {}),
    wide: demoAccounts.length > 0,
    content,
  });
}

function faultText(fault: LoginFault, language: Language): string {
  const text = TEXTS[language];
  switch (fault.code) {
    case 'WRONG_PASSWORD':
      return text.wrong;
    case 'LOCKED':
      return text.locked(clockTime(fault.until));
    case 'DISABLED':
      return text.disabled;
    case 'TOO_MANY_ATTEMPTS':
      return text.tooMany;
  }
}

/** Minutes are rounded up: at the time named it works again. */
function clockTime(epochMs: number): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Math.ceil(epochMs / 60_000) * 60_000);
}

function demoList(accounts: readonly Account[], action: string, language: Language): string {
  const text = TEXTS[language];
  const rows = accounts.map((account) => {
    const link = escapeHtml(`${action}?lang=${language}&user=${encodeURIComponent(account._id)}`);
    const roles = account.roles.map((role) => ROLE_TITLES[role]).join('、');
    return `<tr><td><a href="${link}">${escapeHtml(account._id)}</a></td><td>${escapeHtml(courtName(account.court))}</td><td>${escapeHtml(roles)}</td></tr>`;
  });
  return `<details class="demo" open><summary>${text.demoTitle}</summary>
<p>${text.demoHint}</p>
<table><thead><tr><th>${text.username}</th><th>${text.court}</th><th>${text.role}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></details>`;
}
