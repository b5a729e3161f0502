import type { PersonUser } from '@xiezhi/service-kit';
import { html, type Content, type Html } from '../html';
import { translator, type Language, type Translate } from '../language';
import { STYLE_URL } from '../style';
import { courtTitle, roleTitle, shortTime } from '../wording';

/** What every page knows of its reader and of the installation. */
export interface View {
  language: Language;
  t: Translate;
  /** Path and query of this page, for links that come back to it. */
  here: string;
  rehearsal: boolean;
  /** The courts' instant, ISO 8601 in +08:00; undefined when a rehearsal's clock could not be read. */
  courtTime: string | undefined;
  signedIn?: { person: PersonUser; csrf: string };
}

export function viewOf(language: Language, rest: Omit<View, 'language' | 't'>): View {
  return { language, t: translator(language), ...rest };
}

export const todayOf = (view: View): string => (view.courtTime ?? '').slice(0, 10);

const NAVIGATION = [
  ['/', '工作台'],
  ['/cases', '案件'],
  ['/inbox', '消息'],
  ['/verify', '文书核验'],
  ['/token', '接口令牌'],
  ['/about', '关于'],
] as const;

/** Text that is Chinese whatever the page's language, so that screen readers speak it right. */
export const chinese = (view: View, text: Content): Content =>
  view.language === 'zh' ? text : html`<span lang="zh-CN">${text}</span>`;

function rehearsalMark({ rehearsal, t, courtTime, signedIn }: View): Content {
  if (!rehearsal) return null;
  const time = signedIn && courtTime && html`${t('法院时间')} ${shortTime(courtTime)}`;
  return html`<aside class="rehearsal" aria-label="${t('演练')}">
    <strong>${t('演练')}</strong> ${t('演练系统，所列案件均非真实案件')}${time && html` · ${time}`}
  </aside>`;
}

function languageLink({ language, here }: View): Html {
  const other = language === 'zh' ? (['en', 'English'] as const) : (['zh', '中文'] as const);
  const href = `${here}${here.includes('?') ? '&' : '?'}lang=${other[0]}`;
  return html`<a href="${href}" lang="${other[0]}" hreflang="${other[0]}">${other[1]}</a>`;
}

function account(view: View): Content {
  const { t, language, signedIn, courtTime } = view;
  if (!signedIn) return null;
  const { person, csrf } = signedIn;
  const roles = person.roles.map((role) => roleTitle(language, role));
  return html`<span class="person"
      >${chinese(view, html`${person.name} · ${courtTitle(person.court, (courtTime ?? '').slice(0, 10))}`)} ·
      ${roles.join('、')}</span
    >
    <form method="post" action="/auth/sign-out">
      <input type="hidden" name="csrf" value="${csrf}" /><button class="link">${t('退出登录')}</button>
    </form>`;
}

function navigation({ t, here, signedIn }: View): Content {
  if (!signedIn) return null;
  const path = here.split('?')[0] ?? '';
  const items = NAVIGATION.map(
    ([href, phrase]) =>
      html`<li><a href="${href}" ${href === path ? html`aria-current="page"` : ''}>${t(phrase)}</a></li>`,
  );
  return html`<nav aria-label="${t('主导航')}">
    <ul>
      ${items}
    </ul>
  </nav>`;
}

/** A whole page; `title` is text, `content` markup. */
export function page(view: View, title: string, content: Content): string {
  const { t, language, rehearsal } = view;
  const mark = rehearsal ? `【${t('演练')}】` : '';
  return `<!doctype html>\n${html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${mark}${title} · 獬豸</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="${STYLE_URL}" />
    </head>
    <body>
      <a class="skip" href="#content">${t('跳到正文')}</a>
      ${rehearsalMark(view)}
      <header>
        <div class="bar">
          <a class="product" href="/"><b lang="zh-CN">獬豸</b> · ${t('协同执行案件管理')}</a>
          <div class="account">${account(view)}${languageLink(view)}</div>
        </div>
        ${navigation(view)}
      </header>
      <main id="content" tabindex="-1">${content}</main>
    </body>
  </html>`}\n`;
}

/** A table that scrolls by itself on a narrow screen and can be reached by keyboard there. */
export function table(label: string, heads: readonly Content[], rows: readonly Content[], caption?: Content): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      ${
        caption &&
        html`<caption>
          ${caption}
        </caption>`
      }
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** Terms with their values; a term without value is left out. */
export function terms(entries: readonly (readonly [term: string, value: Content])[]): Html {
  const given = entries.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '');
  return html`<dl>
    ${given.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
