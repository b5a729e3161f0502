import type { Layout } from './layout';
import { TEXTS } from './texts';

const title = '獬豸 协同执行案件管理';
const marked = (rehearsal: boolean) => (rehearsal ? { notice: TEXTS.zh.rehearsal } : {});

/** @param form the provider's form, which the buttons submit */
export function logoutPage(layout: Layout, form: string, rehearsal: boolean): string {
  return layout.render({
    title,
    ...marked(rehearsal),
    content: `<h2>退出登录</h2>
<p>确定退出统一登录吗？</p>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>退出</button>
<button class="quiet" type="submit" form="op.logoutForm">保持登录</button>`,
  });
}

export function signedOutPage(layout: Layout, rehearsal: boolean): string {
  return layout.render({ title, ...marked(rehearsal), content: '<h2>已退出登录</h2>\n<p>可以关闭此页面。</p>' });
}
