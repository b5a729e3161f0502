/** Words of the guided tour. */
export const TOUR = {
  导览: 'Tour',
  跳过导览: 'Skip',
  待办在这里: 'What waits for you',
  '按缓急排列：灯、文字和剩余工作日一起看，颜色不是唯一标志。':
    'Most urgent first: a lamp, a word and the working days left; colour is never the only sign.',
  提醒: 'Reminders',
  '到期前三日、前一日、当日和逾期时，这里会有消息。':
    'Three days and one day before, on the day and when it is late, a message comes here.',
  全部案件: 'All cases',
  '按法院、状态、期限灯查找，常用条件可以保存为视图。':
    'Find by court, state and lamp; keep what you use often as a view.',
  期限怎么算出来的: 'How a deadline is counted',
  '任一法院、任一日期，逐日说明计入的天数、调休和依据的条款。':
    'For any court and date, day by day: what counts, make-up days, and the article behind it.',
  条文与设置: 'Articles and settings',
  '每条规定系统怎样执行，哪些只是设置、不是法律规定。':
    'What the system does for each article, and what is a setting and not law.',
  报请协同执行: 'Apply for collaboration',
  '分步填写，自动核对是否齐全；没有填完也不会丢失。':
    'Step by step, checked for completeness; what is not finished is not lost.',
  登记上级交办: 'Register an order',
  '上级交办、督办或者依职权协同的案件从这里登记。':
    'Cases that a superior court orders, or that are taken up of one’s own motion.',
  '辖区在办、逾期、今日到期和最新动态，适合投到大屏。':
    'Open, late and due today in your area, and what happens now; made for a large screen.',
  工作日历: 'Working calendar',
  '放假安排由一人提出、另一人批准；批准前能看到哪些期限会变动。':
    'One person proposes a notice, another approves it and sees first which deadlines would move.',
  '细则没有规定的期限在这里设定，改动须两人经手。': 'Periods the Rule does not give are set here, by two people.',
  '把时间往前拨，看期限自己怎样走。': 'Move the clock on and watch deadlines act by themselves.',
  '凭文书上的核验码查验文号、日期、法院和文件是否一致。':
    'The code printed on a paper shows its number, date and court, and whether the file is the issued one.',
} as const;
