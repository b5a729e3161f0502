/** Words of demonstration data and of the rehearsal's stories. */
export const REHEARSAL = {
  演示数据: 'Demonstration data',
  '系统中有演示案件：人名、单位和案情均为虚构，不是真实案件':
    'Demonstration cases are here: names, firms and facts are invented, none of these cases is real',
  '本案为演示数据，人名、单位和案情均为虚构。': 'This case is demonstration data: names, firms and facts are invented.',
};
