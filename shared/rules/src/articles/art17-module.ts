import type { Article } from './article';

export const ART17: Article = {
  number: 17,
  title: '信息化管理',
  text: ['各级人民法院执行指挥中心要推进建立协同执行案件管理模块,加强对协同执行案件的信息化管理。'],
  system: ['本系统即协同执行案件管理模块，三级法院均可使用。'],
};
