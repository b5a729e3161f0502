/** Words of a calendar's import and of what becomes of a proposal. */
export const CALENDARS = {
  '从文件导入放假安排（CSV、XLSX）': 'Import a year’s holidays from a file (CSV, XLSX)',
  '首行为日期、类型、名称（date,kind,name），此后每行一天：类型为放假（off）或者上班（makeup），名称可以不填。':
    'First line date,kind,name; then a day a line: kind is off or makeup, name may be left out.',
  '选择文件…': 'Choose a file…',
  放假安排文件: 'File of holidays',
  没有选择文件: 'No file chosen',
  '文件不符合要求，请改正后重新选择。': 'The file cannot be taken; please correct it and choose it again.',
  读到放假: 'Days off read',
  读到调休上班: 'Make-up days read',
  '尚未应答、系统继续通知的案件': 'Cases that have not answered; the system goes on telling them',
  查看日历: 'View the calendars',
  尚未录入的放假安排: 'Holidays not entered yet',
  '到了录入的时候；录入并公布之前，涉及这些年度的期限均为暂定，不因此逾期。':
    'Due to be entered; until they are published, deadlines that reach these years are provisional and nothing is overdue by them.',
  本年不另放假: 'No days of its own this year',
  请核对: 'Please look at these again',
  整个文件: 'The whole file',
  按此提出: 'Propose this',
  同时取消临时停止办公: 'This also ends the closures of',
  本版本取消了临时停止办公: 'This version ended the closures of',
  撤回自己的变更: 'Withdraw your own proposal',
  撤回的理由: 'Reason for withdrawing',
  '撤回后不能恢复，需要时重新提出。确认？': 'It cannot be taken up again; propose anew if needed. Withdraw?',
  '这一年的全国放假安排尚未公布。': 'The national holidays of this year have not been published.',
  '这一年没有公布本地区的放假安排，适用全国安排。':
    'Nothing was published for this region in this year: the national calendar holds.',
  '逾期撤回，恢复计算': 'No longer late, running again',
  '逾期撤回，按期完成': 'No longer late, done in time',
  '经重新计算，已经逾期': 'Late by the new count',
  不再需要办理: 'No longer owed',
} as const;
