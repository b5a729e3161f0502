import type { Article } from './article';

export const ART16: Article = {
  number: 16,
  title: '半年通报',
  text: [
    '省高级人民法院和各中级人民法院要加强对辖区法院协同执行工作的监督、管理和考核,每半年将协同执行工作开展情况予以通报。',
  ],
  system: ['按半年汇总生成通报，数据在截止日冻结留存。'],
};
