import type { Article } from './article';

export const ART19: Article = {
  number: 19,
  title: '解释和施行',
  text: ['本规定由省高级人民法院执行局负责解释,自发布之日起实施。'],
  system: [
    '自2018年5月14日起施行。',
    '此前收到的申请给出提示。',
    '未规定的期限均为可设置的内部规则，由省高院执行局确认。',
  ],
};
