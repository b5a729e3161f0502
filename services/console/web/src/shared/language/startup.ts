/** Words shown before it is known who is here. */
export const STARTUP = {
  '登录没有生效，请检查浏览器是否允许本系统使用 Cookie。':
    'Signing in had no effect; please check whether the browser lets this system use cookies.',
  '系统已更新，请重新载入本页。': 'The system has been updated; please load this page again.',
  '本页出现错误，已填写的内容仍保存在本机。': 'This page has failed; what you typed is still kept on this computer.',
  重新载入: 'Load again',
} as const;
