/** Words of review and decision. */
export const REVIEW = {
  采用审查意见: 'Take over the proposal',
  '意见中的姓名、号码已经隐去，不能直接采用，请自行填写理由。':
    'Names and numbers are hidden in the proposal, so it cannot be taken over as it stands: write the reasons yourself.',
  '第四条规定的案件应当决定协同执行，不得不予协同。':
    'In a case of Art. 4 collaboration has to be decided: it cannot be refused.',
  '不选为一般。重大方案须经局务会，会议要求的再报院长。':
    'Ordinary unless chosen. A major plan goes to the bureau meeting and, if the meeting says so, to the president.',
  '需要修改的，请以“退回工作方案修改”写明意见退回；由指挥中心专人修改后另行提交一版。':
    'Where it has to be worked over, return it with an opinion; the command officer then submits another version.',
  批示: 'Opinion',
  共同商定: 'Agreed together',
  尚未商定: 'has not agreed yet',
  '还有“××”没有填写': 'A “××” is still to be filled in',
} as const;
