import { ROLE_TITLES } from '@xiezhi/rules';
import type { Role } from '@xiezhi/rules';
import { stepsFor } from '../steps';

const titles = (...roles: Role[]) => stepsFor(roles).map(({ title }) => title);

test.each([
  [['handler'], ['待办在这里', '提醒', '全部案件', '报请协同执行', '登记上级交办', '期限怎么算出来的']],
  [['bureauDirector'], ['待办在这里', '提醒', '全部案件', '指挥大屏', '期限怎么算出来的', '条文与设置']],
  [['commandDirector'], ['待办在这里', '提醒', '全部案件', '指挥大屏', '工作日历', '设置']],
  [['assessor'], ['待办在这里', '提醒', '全部案件', '期限怎么算出来的', '条文与设置']],
  [['systemAdmin'], ['工作日历', '设置', '账号管理', '演练', '条文与设置', '期限怎么算出来的']],
  [['securityAdmin'], ['账号管理', '条文与设置', '期限怎么算出来的', '文书核验']],
  [['auditAdmin'], ['审计', '条文与设置', '期限怎么算出来的', '文书核验']],
  [
    ['bureauDirector', 'commandDirector'],
    ['待办在这里', '提醒', '全部案件', '指挥大屏', '工作日历', '设置'],
  ],
] as const)('the tour of %j', (roles, expected) => {
  expect(titles(...roles)).toEqual(expected);
});

test.each(Object.keys(ROLE_TITLES) as Role[])('the tour of %s is short and shows nothing twice', (role) => {
  const steps = stepsFor([role]);
  expect(steps.length).toBeGreaterThanOrEqual(3);
  expect(steps.length).toBeLessThanOrEqual(6);
  expect(new Set(steps.map(({ target }) => target)).size).toBe(steps.length);
});
