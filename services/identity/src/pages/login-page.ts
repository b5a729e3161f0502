import { ROLE_TITLES } from '@xiezhi/rules';
import { courtName, courtTier } from '../accounts/roles';
import type { Account } from '../accounts/store';
import { escapeHtml, type Layout } from './layout';
import { TEXTS, type Language } from './texts';

/** Why the page is shown again; `data-code` on the page, for programs that sign in. */
export type LoginFault =
  { code: 'WRONG_PASSWORD' | 'DISABLED' } | { code: 'LOCKED' | 'TOO_MANY_ATTEMPTS'; until: number };

export interface LoginPage {
  language: Language;
  /** Where the form goes: the address of this sign-in, without a query. */
  action: string;
  username: string;
  fault?: LoginFault;
  demoAccounts: readonly Account[];
  /** Of the demonstration account that was chosen; never of any other. */
  password?: string;
  /** Which of the demonstration accounts to list; empty: all. */
  search?: string;
  rehearsal: boolean;
}

export function loginPage(layout: Layout, page: LoginPage): string {
  const { language, action, username, fault, demoAccounts, password, search = '', rehearsal } = page;
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
<input id="password" name="password" type="password" required maxlength="512" autocomplete="current-password"${password === undefined ? focus(username !== '') : ` value="${escapeHtml(password)}"`}>
${password === undefined ? '' : `<p class="filled" role="status">${text.demoFilled}</p>\n`}<button type="submit"${focus(password !== undefined)}>${text.signIn}</button>
</form>
<p class="lang"><a href="${escapeHtml(`${action}?lang=${other}`)}" lang="${TEXTS[other].htmlLang}">${text.switchTo}</a></p>
${demoAccounts.length > 0 ? demoList(demoAccounts, action, language, search) : ''}`;
  return layout.render({
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
      return text.tooMany(clockTime(fault.until));
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

/** From so many accounts on, looking one up is quicker than reading the list. */
const MANY = 30;
const TIERS = ['HIGH', 'INTERMEDIATE', 'BASIC'] as const;

const rolesOf = ({ roles }: Account): string => roles.map((role) => ROLE_TITLES[role]).join('、');

function demoList(accounts: readonly Account[], action: string, language: Language, search: string): string {
  const text = TEXTS[language];
  const words = (account: Account) => [account._id, account.name, courtName(account.court), rolesOf(account)].join(' ');
  const listed = accounts.filter((account) => words(account).includes(search.trim()));
  const groups = TIERS.map((tier) => {
    const rows = listed
      .filter(({ court }) => courtTier(court) === tier)
      .map((account) => row(account, action, language));
    return rows.length === 0
      ? ''
      : `<tr><th colspan="4" scope="colgroup">${text.tiers[tier]}</th></tr>\n${rows.join('\n')}`;
  });
  const found = listed.length === 0 ? `<p>${text.demoNone}</p>` : '';
  return `<details class="demo" open><summary>${text.demoTitle}</summary>
<p>${text.demoHint}</p>
${accounts.length > MANY ? searchForm(action, language, search) : ''}${found}
<table><thead><tr><th scope="col">${text.username}</th><th scope="col">${text.name}</th><th scope="col">${text.court}</th><th scope="col">${text.role}</th></tr></thead>
<tbody>
${groups.join('\n')}
</tbody></table></details>`;
}

function row(account: Account, action: string, language: Language): string {
  const link = escapeHtml(`${action}?lang=${language}&user=${encodeURIComponent(account._id)}`);
  const cells = [account.name, courtName(account.court), rolesOf(account)].map(
    (cell) => `<td>${escapeHtml(cell)}</td>`,
  );
  return `<tr><td><a href="${link}">${escapeHtml(account._id)}</a></td>${cells.join('')}</tr>`;
}

function searchForm(action: string, language: Language, search: string): string {
  const text = TEXTS[language];
  return `<form method="get" action="${escapeHtml(action)}" role="search">
<input type="hidden" name="lang" value="${language}">
<label for="q">${text.demoSearch}</label>
<input id="q" name="q" value="${escapeHtml(search)}" maxlength="64">
<button class="quiet" type="submit">${text.demoFind}</button>
</form>
`;
}
