export type Language = 'zh' | 'en';

/**
 * The console's own words and their English. Text of cases, of the Rule and of the services stays Chinese in both: it is
 * evidence or law, and a translation would be neither.
 */
const ENGLISH = {
  协同执行案件管理: 'Collaborative enforcement cases',
  跳到正文: 'Skip to content',
  主导航: 'Main navigation',
  工作台: 'Workbench',
  案件: 'Cases',
  消息: 'Messages',
  文书核验: 'Check a paper',
  文书上的核验码: 'Code printed on the paper',
  '文件的SM3（核对电子文件时填写）': 'SM3 of the file (to check an electronic file)',
  核验: 'Check',
  文书: 'Paper',
  文号: 'Number',
  日期: 'Date',
  法院: 'Court',
  接口令牌: 'API token',
  关于: 'About',
  退出登录: 'Sign out',
  重新登录: 'Sign in again',
  演练: 'Rehearsal',
  '演练系统，所列案件均非真实案件': 'Rehearsal installation: none of these cases is real',
  法院时间: 'Court time',
  法院时间暂不可得: 'court time not available',

  版本: 'Version',

  返回案件列表: 'Back to the list',

  '此令牌等同于您本人。持有它的人可以您的名义办理一切您有权办理的事项，系统将记在您的名下。':
    'This token is you: whoever holds it can do, in your name, all that you may do.',
  '只在各服务的接口说明页使用；不要发送给他人，不要写入文件，用毕关闭本页。':
    'Use it only in the services’ OpenAPI pages; send it to nobody, keep it in no file, close this page when done.',
  显示本人的令牌: 'Show my token',
  您的访问令牌: 'Your access token',
  有效至: 'Valid until',
  '在接口说明页点“Authorize”，把令牌粘贴进去。': 'Choose “Authorize” in the OpenAPI page and paste the token there.',

  关于本系统: 'About this installation',
  演示数据: 'Demonstration data',
  '系统中有演示案件：人名、单位和案情均为虚构，不是真实案件':
    'Demonstration cases are here: names, firms and facts are invented, none of these cases is real',
  安装: 'Installation',
  正式: 'production',
  登录服务: 'Sign-in service',
  适用规定: 'Rule',
  服务: 'Services',
  名称: 'Name',
  地址: 'Address',
  是否就绪: 'Ready',
  就绪: 'ready',
  未就绪: 'NOT READY',
  没有应答: 'NO ANSWER',
  接口说明: 'OpenAPI page',
  打开: 'open',
  指挥中心: 'Command centre',

  '其他系统经各服务的接口接入，说明见下。': 'Other systems come in through the services’ interfaces, described below.',
  先取接口令牌: 'Get a token first',

  您已退出登录: 'You are signed out',
  '本机的会话已经结束。': 'The session on this computer has ended.',
  请求编号: 'Request number',
  怎么办: 'What to do',
  '请重新登录。如果反复出现，请核对本机时间并联系管理员。':
    'Sign in again. If this goes on, check this computer’s clock and ask the administrator.',
  '请确认您的法院和角色是否有权办理；需要调整角色的，联系本院安全管理员。':
    'Check whether your court and role may do this; the security administrator can change roles.',
  '请核对地址，或者从案件列表重新进入。案件可能限定知悉范围。':
    'Check the address, or go on from the list. A case may be restricted to those who need to know.',
  '请稍候片刻再刷新本页。已经提交成功的事项不会丢失。':
    'Wait a moment and load the page again. Nothing that was accepted is lost.',
  '请返回上一页，刷新后重新提交。': 'Go back, load the page again and send the form once more.',
  '请将请求编号告知系统管理员。': 'Tell the system administrator the request number.',
} as const;

export type Phrase = keyof typeof ENGLISH;
export type Translate = (phrase: Phrase) => string;

export function translator(language: Language): Translate {
  return language === 'en' ? (phrase) => ENGLISH[phrase] : (phrase) => phrase;
}

/** `UNDER_REVIEW`, `bureauDirector`, `application.submitted` as English words; the codes are English already. */
export function humanise(code: string): string {
  const words = code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[._]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
