/** Words of demonstration data and of the rehearsal's stories. */
export const REHEARSAL = {
  演示数据: 'Demonstration data',
  '系统中有演示案件：人名、单位和案情均为虚构，不是真实案件':
    'Demonstration cases are here: names, firms and facts are invented, none of these cases is real',
  '本案为演示数据，人名、单位和案情均为虚构。': 'This case is demonstration data: names, firms and facts are invented.',
  推进一件案件: 'Play one case forward',
  '法院时间移到该案下一个提醒或者届满之时；其他案件的时间也随之前进。':
    'The court time moves to the next reminder or lateness of this case; the other cases go on with it.',
  推进到下一节点: 'Go to the next point',
  '本案没有在计的期限。': 'No deadline of this case is running.',
  '还没有案件。': 'There are no cases yet.',
  选择案件: 'Choose a case',
  新增的案件记录: 'New entries of the case',
  '本案没有新的记录。': 'Nothing new in this case.',
};
