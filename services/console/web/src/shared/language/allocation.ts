/** Words of the advice whom to draft. */
export const ALLOCATION = {
  '调用哪些法院的建议（第五条）': 'Advice whom to draft (Art. 5)',
  '建议暂时不可用，不影响办理。': 'No advice is to be had just now; you can go on without it.',
  '正在计算建议…': 'Working out the advice…',
  '得分低者优先。各项的权重和提示的公里数是设置，不是法律规定；由决定的人取舍。':
    'The lower the score the better. Weights and kilometres are settings, not law; whoever decides chooses.',
  执: 'E',
  得分: 'Score',
  距离: 'Distance',
  人均未结: 'Open per officer',
  近三十日被抽调: 'Drafted in 30 days',
  选用: 'Draft',
  已选: 'Chosen',
  无人员数据: 'No staff reported',
  '没有可以调用的法院。': 'There is no court to draft.',
  '示意图：按法院大致位置，不表示行政区域界线。': 'A sketch by the courts’ approximate seats; no boundaries.',
  系统建议与实际选用: 'What was advised, and what was chosen',
  '建议为作出决定当日的情况，随决定留存。': 'The advice is that of the day of the decision, and is kept with it.',
  '未列入建议：': 'Not among those advised: ',
} as const;
