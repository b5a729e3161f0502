import { escapeHtml, type Layout } from './layout';

const SENTENCES = {
  EXPIRED: '登录页面已经过期或者已经用过，请回到原来的页面重新登录。',
  REQUEST: '登录请求不正确，请回到原来的页面重新登录；仍不成功的，将下面的代码告知系统管理员。',
  UNAVAILABLE: '系统的一个部件暂时没有应答，请稍后重试。',
  INTERNAL: '系统内部发生错误，请稍后重试。',
} as const;

/** @param code the protocol's error code, shown small for whoever is called */
export function errorPage(layout: Layout, kind: keyof typeof SENTENCES, code?: string): string {
  return layout.render({
    title: '獬豸 协同执行案件管理',
    content: `<h2>未能登录</h2>
<p class="alert" role="alert" data-code="${kind}">${SENTENCES[kind]}</p>
${code ? `<p class="code">${escapeHtml(code)}</p>` : ''}`,
  });
}
