/** Words of the command centre's wall. */
export const WALL = {
  指挥大屏: 'Command wall',
  协同执行指挥大屏: 'command wall of collaborative enforcement',
  在办: 'Open',
  临近: 'Near',
  今日到期: 'Due today',
  正常: 'On time',
  本级: 'own',
  最长逾期: 'Longest late',
  辖区外参与: 'Elsewhere',
  '没有逾期。': 'Nothing is late.',
  '今日没有到期的期限。': 'Nothing is due today.',
  本周到期: 'Due this week',
  各状态案件: 'Cases by state',
  最新动态: 'Latest',
  各法院在办案件: 'Open cases by court',
  以表格查看: 'As a table',
  全屏: 'Full screen',
  返回工作台: 'Back to the workbench',
  '连接中断，正在重新连接': 'Connection lost, trying again',
  实时更新: 'Live',
  最近更新: 'updated',
  '指挥大屏供执行局负责人、指挥中心、院长和督察人员使用。':
    'The wall is for bureau directors, command centres, presidents and inspectors.',
  '示意图：按大致方位排列，不表示行政区域界线。颜色越亮在办越多；✕逾期 !今日到期 △临近。':
    'A sketch by rough position, without borders. Brighter: more open cases. ✕ late, ! due today, △ near.',
} as const;
