import type { Article } from './article';

export const ART13: Article = {
  number: 13,
  title: '责任',
  text: [
    '执行法院和参与协同执行的相关法院，要分工负责、密切配合，形成有效协同执行工作合力，对存在消极执行、乱执行等不规范执行行为以及协同执行方案不周密、指挥失误、配合不力，导致发生严重不良后果的，要依纪依法追究责任。',
  ],
  system: '登记问责线索并关联过程记录，系统不作责任结论。',
};
