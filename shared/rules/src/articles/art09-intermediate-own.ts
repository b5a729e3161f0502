import type { Article } from './article';

export const ART09: Article = {
  number: 9,
  title: '中级人民法院自办案件',
  text: ['中级人民法院的执行实施案件,具有本规定第三条情形,需要协同执行的,可以报请省高级人民法院帮助、协调执行。'],
  system: ['中级人民法院可就自己的案件报请省高院，审查期限为可设置的内部规则。'],
};
