/** Words of the forms. */
export const FORMS = {
  请填写: 'Please fill in: ',
  确认: 'Confirm',
  取消: 'Cancel',
  号: '',
  不是实际存在的日期: ' is no day that exists',
  不能晚于: ' cannot be after',
  不能早于: ' cannot be before',
  提交: 'Send',
  '填写内容自动保存在本机，提交、退出登录或者登录到期后清除。':
    'What you type is kept on this computer until it is sent, you sign out or your session runs out.',
  '这份草稿已在另一个标签页中修改，在这里继续填写会覆盖那里的内容。':
    'This draft was changed in another tab; what you type here replaces what was typed there.',
  '这份草稿已在另一个标签页中提交或者删除，请勿重复提交。':
    'This draft was sent or deleted in another tab: do not send it twice.',
  载入那里的内容: 'Load what was typed there',
  '已恢复上次未提交的内容。': 'What you typed before and did not send is back.',
  '紧急指令须在{}分钟内签收（设置，不是法律规定）。':
    'An urgent instruction must be acknowledged within {} minutes (a setting, not law).',
  '确认材料齐全，登记并进入审查？': 'Is the file complete? It goes under review.',
  '确认受理？审查期限自今日起算。': 'Accept? The review period starts today.',
  '层报后不能收回，确认层报？': 'Forwarding cannot be taken back. Forward?',
  '撤回后报请终止，并起算自行执行工作方案的期限。确认撤回？':
    'The application ends and the period for a plan of your own starts. Withdraw?',
  '每行一项。补正通知只能发一次。': 'One item a line. The notice can be given once only.',
  '补正通知只能发一次，确认发出？': 'The notice can be given once only. Send it?',
  '报请恢复为待补正，执行法院的自行执行工作方案期限取消。确认？':
    'The application waits for its supplement again and the period for a plan of its own is cancelled. Confirm?',
  '审查已超过期限的，必须说明。': 'Required when the review period has passed.',
  '决定作出即发出文书，不能撤销。确认？': 'A decision goes out at once and cannot be undone. Decide?',
  '确认签收决定书？签收日期为今日。': 'Acknowledge the decision as received today?',
  '确认已收到并转告执行法院？': 'Confirm receipt and pass it on to the executing court?',
  '签收后起算自行执行工作方案的期限。确认签收？': 'The period for a plan of your own starts. Acknowledge?',
  自行执行工作方案: 'Plan of own enforcement',
  办理结果: 'Result',
  '办理结果报本院执行局负责人确认后，本案不能再办理。确认报送？':
    'Once the director of the bureau has confirmed the result, nothing more can be done in the case. Report it?',
  '执行到位金额超过申请标的额，请核对。确无误的，继续。':
    'The amount recovered exceeds the amount claimed. Check it, and go on if it is right.',
  执行人员: 'Officers',
  '确认批准工作方案？': 'Approve the plan?',
  '本版方案批准后写明由本院共同商定。确认商定？':
    'When this version is approved, it says that your court has agreed to it. Agree?',
  '退回后由指挥中心专人修改，另行提交一版。确认退回？':
    'The command officer works it over and submits another version. Return it?',
  参会人员: 'Attendees',
  '每行一人，不少于{}人（设置，不是法律规定）。': 'One name a line, at least {} (a setting, not law).',
  会议记录: 'Minutes',
  '会议结论登记后不能更改。确认？': 'The outcome cannot be changed afterwards. Record it?',
  '审核结论不能更改。确认？': 'The outcome cannot be changed afterwards. Confirm?',
  '纠正指令发出后，接收法院可在{}日内申请复议，复议期间不停止执行。确认发出？':
    'The addressee may object within {} days, which does not suspend the order. Send it?',
  '确认签收？': 'Acknowledge?',
  '处理结论不能更改。确认？': 'The outcome cannot be changed afterwards. Confirm?',
  引用的案件记录: 'Entries of the case cited',
  办结情况: 'Summary',
  '确认报请办结？': 'Request close-out?',
  '确认办结？办结后本案不能再办理。': 'Confirm close-out? Nothing more can be done in the case afterwards.',
  删除此行: 'Remove this row',
  添加执行人员: 'Add an officer',
  材料种类: 'Kind',
  材料名称: 'Title',
  添加材料: 'Add material',
  '已收到，系统恢复后自动立项。': 'Received; the case is opened when the system is back.',
  '已办理。': 'Done.',
  '变更后工作方案须重新制定并批准。确认？': 'The plan needs a new version and approval afterwards. Confirm?',
  '撤销后本案不能再办理。确认撤销协同？': 'Nothing more can be done in the case afterwards. Revoke the collaboration?',
  '本案此后新起算的期限按所选版本的设置计算。确认？':
    'Periods that open from now on are counted by the settings of this version. Confirm?',
  '签收或者复议事项有几项的，指明是哪一项记录。': 'Where several records wait for an answer: which one.',
  '终结后不再作出决定；由上级法院交办的，须经上级法院确认。确认终结？':
    'There will be no decision; what a superior court ordered ends with its confirmation. Conclude?',
  '确认后本案不能再办理。确认终结？': 'Nothing more can be done in the case afterwards. Confirm that it is concluded?',
  '认定理由和姓名记入案卷，不能更改。确认认定？':
    'The reason and your name go on record and cannot be changed. Find the ground met?',
  '复核意见和姓名记入案卷，不能更改。确认？': 'The opinion and your name go on record and cannot be changed. Confirm?',
} as const;
