import type { Role } from '@xiezhi/rules';
import { administers } from '../roles';
import type { Phrase } from '../../shared/language';

export interface TourStep {
  /** CSS selector of what the step points at; a step whose part is not on the page is left out. */
  target: string;
  title: Phrase;
  text: Phrase;
}

const menu = (path: string) => `nav a[href="${path}"]`;

const WORK: TourStep = {
  target: '.ant-tabs-nav',
  title: '待办在这里',
  text: '按缓急排列：灯、文字和剩余工作日一起看，颜色不是唯一标志。',
};
const BELL: TourStep = {
  target: 'a[href="/inbox"].bell',
  title: '提醒',
  text: '到期前三日、前一日、当日和逾期时，这里会有消息。',
};
const CASES: TourStep = {
  target: menu('/cases'),
  title: '全部案件',
  text: '按法院、状态、期限灯查找，常用条件可以保存为视图。',
};
const CALCULATOR: TourStep = {
  target: menu('/calculator'),
  title: '期限怎么算出来的',
  text: '任一法院、任一日期，逐日说明计入的天数、调休和依据的条款。',
};
const RULES: TourStep = {
  target: menu('/rules'),
  title: '条文与设置',
  text: '每条规定系统怎样执行，哪些只是设置、不是法律规定。',
};

const APPLY: TourStep = {
  target: menu('/apply'),
  title: '报请协同执行',
  text: '分步填写，自动核对是否齐全；没有填完也不会丢失。',
};
const ORDER: TourStep = {
  target: menu('/order'),
  title: '登记上级交办',
  text: '上级交办、督办或者依职权协同的案件从这里登记。',
};
const WALL: TourStep = {
  target: menu('/wall'),
  title: '指挥大屏',
  text: '辖区在办、逾期、今日到期和最新动态，适合投到大屏。',
};
const CALENDARS: TourStep = {
  target: menu('/calendars'),
  title: '工作日历',
  text: '放假安排由一人提出、另一人批准；批准前能看到哪些期限会变动。',
};
const SETTINGS: TourStep = {
  target: menu('/settings'),
  title: '设置',
  text: '细则没有规定的期限在这里设定，改动须两人经手。',
};
const ACCOUNTS: TourStep = {
  target: menu('/accounts'),
  title: '账号管理',
  text: '建立账号、授予岗位、重置密码，由不同的管理员分别办理。',
};
const AUDIT: TourStep = {
  target: menu('/audit'),
  title: '审计',
  text: '各项服务的审计记录，逐条相连，可以核对和导出。',
};
const REHEARSAL: TourStep = { target: menu('/rehearsal'), title: '演练', text: '把时间往前拨，看期限自己怎样走。' };
const VERIFY: TourStep = {
  target: 'nav a[href="/verify"]',
  title: '文书核验',
  text: '凭文书上的核验码查验文号、日期、法院和文件是否一致。',
};

/** What a role needs beside the common parts, first things first. */
const OF_ROLE: Partial<Record<Role, readonly TourStep[]>> = {
  handler: [APPLY, ORDER],
  bureauDirector: [WALL],
  commandOfficer: [WALL],
  commandDirector: [WALL, CALENDARS, SETTINGS],
  president: [WALL],
  inspector: [WALL],
  systemAdmin: [CALENDARS, SETTINGS, ACCOUNTS, REHEARSAL],
  securityAdmin: [ACCOUNTS],
  auditAdmin: [AUDIT],
};

const MOST = 6;

/** The steps for a person's roles: what waits for them first, at most six, each once. */
export function stepsFor(roles: readonly Role[]): TourStep[] {
  const own = roles.flatMap((role) => OF_ROLE[role] ?? []);
  const steps = administers(roles)
    ? [...own, RULES, CALCULATOR, VERIFY]
    : [WORK, BELL, CASES, ...own, CALCULATOR, RULES];
  return [...new Set(steps)].slice(0, MOST);
}
