/** Words of review and decision. */
export const REVIEW = {
  采用审查意见: 'Take over the proposal',
  '意见中的姓名、号码已经隐去，不能直接采用，请自行填写理由。':
    'Names and numbers are hidden in the proposal, so it cannot be taken over as it stands: write the reasons yourself.',
  '第四条规定的案件应当决定协同执行，不得不予协同。':
    'In a case of Art. 4 collaboration has to be decided: it cannot be refused.',
  '不选为一般。重大方案须经局务会，会议要求的再报院长。':
    'Ordinary unless chosen. A major plan goes to the bureau meeting and, if the meeting says so, to the president.',
  '不同意的，请勿确认；由指挥中心专人修改后另行提交一版。':
    'If you do not agree, do not confirm: the command centre’s officer submits another version.',
  '还有“××”没有填写': 'A “××” is still to be filled in',
} as const;
