import { RULE_SET } from '@xiezhi/rules';
import type { Problem, ProblemCode } from '@xiezhi/service-kit';
import { html, type Content } from '../html';
import { humanise, type Phrase } from '../language';
import { shortTime } from '../wording';
import { chinese, page, table, terms, type View } from './layout';

export interface ServiceStatus {
  /** Chinese and English. */
  title: readonly [string, string];
  url: string;
  /** undefined: no answer. */
  ready: boolean | undefined;
}

export interface Installation {
  version: string;
  issuer: string;
  services: readonly ServiceStatus[];
  /** Whether demonstration cases are here; undefined: intake did not answer. */
  demo: boolean | undefined;
}

/** `/about`: what this installation is and where its parts are. */
export function aboutPage(view: View, { version, issuer, services, demo }: Installation): string {
  const { t, language, rehearsal, courtTime } = view;
  const words = (ready: boolean | undefined) => (ready === undefined ? t('没有应答') : t(ready ? '就绪' : '未就绪'));
  const rows = services.map(
    ({ title, url, ready }) =>
      html`<tr>
        <th scope="row">${title[language === 'en' ? 1 : 0]}</th>
        <td><code>${url}</code></td>
        <td>
          <span class="check ${ready ? 'yes' : 'no'}"
            ><span aria-hidden="true">${ready ? '✓' : '!'}</span> ${words(ready)}</span
          >
        </td>
        <td><a href="${url}/docs/" target="_blank" rel="noopener noreferrer">${t('打开')}</a></td>
      </tr>`,
  );
  return page(
    view,
    t('关于本系统'),
    html`<h1>${t('关于本系统')}</h1>
      ${terms([
        [t('版本'), version],
        [t('适用规定'), chinese(view, RULE_SET)],
        [t('安装'), t(rehearsal ? '演练' : '正式')],
        [t('演示数据'), demo && t('系统中有演示案件：人名、单位和案情均为虚构，不是真实案件')],
        [t('法院时间'), courtTime ? `${shortTime(courtTime)} (+08:00)` : t('法院时间暂不可得')],
        [t('登录服务'), html`<code>${issuer}</code>`],
      ])}
      <h2>${t('服务')}</h2>
      <p>${t('其他系统经各服务的接口接入，说明见下。')} <a href="/token">${t('先取接口令牌')}</a></p>
      ${table(t('服务'), [t('名称'), t('地址'), t('是否就绪'), t('接口说明')], rows)}`,
  );
}

/** `/token`. @param token given only in the answer to the person's own request for it */
export function tokenPage(view: View, token?: { value: string; expiresAt: string }): string {
  const { t, signedIn } = view;
  const form = html`<form method="post" action="/token">
    <input type="hidden" name="csrf" value="${signedIn?.csrf}" /><button>${t('显示本人的令牌')}</button>
  </form>`;
  return page(
    view,
    t('接口令牌'),
    html`<h1>${t('接口令牌')}</h1>
      <div class="warnings" role="note">
        <p>
          <strong
            >${t('此令牌等同于您本人。持有它的人可以您的名义办理一切您有权办理的事项，系统将记在您的名下。')}</strong
          >
        </p>
        <p>${t('只在各服务的接口说明页使用；不要发送给他人，不要写入文件，用毕关闭本页。')}</p>
      </div>
      ${
        token
          ? html`<p><label for="token">${t('您的访问令牌')}</label> · ${t('有效至')} ${token.expiresAt}</p>
              <textarea id="token" class="token" rows="8" readonly spellcheck="false" autocomplete="off">
${token.value}</textarea>
              <p>${t('在接口说明页点“Authorize”，把令牌粘贴进去。')} <a href="/about">${t('服务')}</a></p>`
          : form
      }`,
  );
}

export function signedOutPage(view: View): string {
  const { t } = view;
  return page(
    view,
    t('您已退出登录'),
    html`<div class="empty">
      <h1>${t('您已退出登录')}</h1>
      <p>${t('本机的会话已经结束。')}</p>
      <p><a class="button" href="/auth/sign-in">${t('重新登录')}</a></p>
    </div>`,
  );
}

const ADVICE: Partial<Record<ProblemCode, Phrase>> = {
  UNAUTHENTICATED: '请重新登录。如果反复出现，请核对本机时间并联系管理员。',
  FORBIDDEN: '请确认您的法院和角色是否有权办理；需要调整角色的，联系本院安全管理员。',
  NOT_FOUND: '请核对地址，或者从案件列表重新进入。案件可能限定知悉范围。',
  UNAVAILABLE: '请稍候片刻再刷新本页。已经提交成功的事项不会丢失。',
  INTERNAL: '请将请求编号告知系统管理员。',
};

/** What went wrong in the words of whoever refused, and what to do about it. */
export function errorPage(view: View, problem: Problem, title: string, requestId: string): string {
  const { t, language } = view;
  const heading = language === 'en' ? humanise(problem.code) : title;
  const action: Content =
    problem.code === 'UNAUTHENTICATED' || !view.signedIn
      ? html`<a class="button" href="/auth/sign-in">${t('重新登录')}</a>`
      : html`<a class="button" href="/">${t('返回案件列表')}</a>`;
  return page(
    view,
    heading,
    html`<div class="empty">
      <h1><span class="code">${problem.status}</span> ${heading}</h1>
      <p>${chinese(view, problem.detail)}</p>
      <h2>${t('怎么办')}</h2>
      <p>${t(ADVICE[problem.code] ?? '请返回上一页，刷新后重新提交。')}</p>
      <p>${action}</p>
      <p class="note">${t('请求编号')} <code>${requestId}</code></p>
    </div>`,
  );
}
