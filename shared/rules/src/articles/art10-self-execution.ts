import type { Article } from './article';

export const ART10: Article = {
  number: 10,
  title: '未批准案件自行执行',
  text: [
    '对上级人民法院未批准的报请协同执行案件,涉案执行法院仍要切实承担起办案责任,采取有效措施,自行制定工作方案,依法开展执行活动。',
  ],
  system: ['不予批准、撤回或者逾期未补正后，自动产生自行执行方案义务并计算期限。'],
};
