/** Words of what corrects an application, and of what it said before. */
export const AMENDMENT = {
  更正报请: 'Correct the application',
  更正说明: 'Why it is corrected',
  更正: 'Corrections',
  '更正前、更正后均留存，收件法院收到通知，期限不因更正变动。换成另一件案件或者另一收件法院的，应当撤回后重新报请。':
    'What it said before is kept, the receiving court is told, and no period moves. For another case or another receiving court, withdraw and apply again.',
  '更正须核对未隐名的当事人信息，查看记入审计，只在本页显示。':
    'A correction needs the parties in full. That they are shown, on this page only, goes on the audit trail.',
  显示全文并更正: 'Show in full and correct',
  现在不能更正报请: 'The application cannot be corrected now',
  '没有更正任何内容。': 'Nothing was corrected.',
  '将更正下列内容，确认更正？': 'This is corrected. Send it?',
  返回案件: 'Back to the case',
  '更正的内容已隐去。': 'What was corrected is hidden.',
  次更正: '. correction',
} as const;
