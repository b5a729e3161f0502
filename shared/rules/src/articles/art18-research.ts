import type { Article } from './article';

export const ART18: Article = {
  number: 18,
  title: '总结研究',
  text: ['省高级人民法院、中级人民法院要注意总结和研究的协同执行的特点和规律,及时提出改进协同执行工作的指导意见。'],
  system: [],
  notYet: ['按情形、来源、法院、结果等交叉统计，供研究和指导使用。'],
};
