/** Words of a calendar's import and of what becomes of a proposal. */
export const CALENDARS = {
  '从文件导入放假安排（CSV）': 'Import a year’s holidays from a file (CSV)',
  '首行为date,kind,name，此后每行一天：kind为off（放假）或者makeup（调休上班），name可以不填。':
    'First line date,kind,name; then a day a line: kind is off or makeup, name may be left out.',
  '选择文件…': 'Choose a file…',
  放假安排文件: 'File of holidays',
  没有选择文件: 'No file chosen',
  '文件不符合要求，请改正后重新选择。': 'The file cannot be taken; please correct it and choose it again.',
  读到放假: 'Days off read',
  读到调休上班: 'Make-up days read',
  请核对: 'Please look at these again',
  整个文件: 'The whole file',
  按此提出: 'Propose this',
  撤回自己的变更: 'Withdraw your own proposal',
  撤回的理由: 'Reason for withdrawing',
  '撤回后不能恢复，需要时重新提出。确认？': 'It cannot be taken up again; propose anew if needed. Withdraw?',
  '这一年的全国放假安排尚未公布。': 'The national holidays of this year have not been published.',
  '这一年没有公布本地区的放假安排，适用全国安排。':
    'Nothing was published for this region in this year: the national calendar holds.',
} as const;
