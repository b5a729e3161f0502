export type CaseStatus =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'CORRECTION_REQUESTED'
  | 'FORWARDED'
  | 'ACCEPTED'
  | 'ORDERED'
  | 'UNDER_REVIEW'
  | 'APPROVED'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'LAPSED'
  | 'DECISION_SERVED'
  | 'PLAN_DRAFT'
  | 'PLAN_BUREAU_APPROVED'
  | 'PLAN_APPROVED'
  | 'IN_EXECUTION'
  | 'CLOSE_PENDING'
  | 'CLOSED'
  | 'SELF_EXECUTION'
  | 'SELF_EXECUTION_DONE';

export type Route = 'ART7' | 'ART8' | 'ART9' | 'ART4';
export type Origin =
  'APPLICATION' | 'REFERRAL' | 'OWN_CASE' | 'SUPERIOR_FINDING' | 'SUPERIOR_ORDER' | 'EX_OFFICIO' | 'SCAN';
/** Why an order ends without a decision. */
export type ConclusionGround = 'ALREADY_CLOSED' | 'ALREADY_COLLABORATING';
export type CloseOutcome = 'ACTUALLY_CLOSED' | 'ZHONGBEN' | 'MATTER_ACHIEVED' | 'REVOKED';
export type ReviewOutcome = 'APPROVE' | 'REFUSE';
export type Sensitivity = 'ORDINARY' | 'MAJOR';
export type PlanApproval = 'COMMAND_DIRECTOR' | 'BUREAU_MEETING' | 'PRESIDENT';
export type RecordKind = 'REPORT' | 'INSTRUCTION' | 'CORRECTION' | 'OBJECTION';

/** What became of a lead: the system keeps it and never concludes fault (Art. 13). */
export type LeadStatus = 'REGISTERED' | 'VERIFYING' | LeadOutcome;
export type LeadOutcome = 'TRANSFERRED' | 'UNFOUNDED';

export type DeadlineKind =
  | 'REVIEW'
  | 'FORWARD'
  | 'ACCEPTANCE'
  | 'CORRECTION_NOTICE'
  | 'SUPPLEMENT'
  | 'SERVICE'
  | 'RELAY_NOTICE'
  | 'PLAN'
  | 'SELF_EXECUTION_PLAN'
  | 'ACKNOWLEDGEMENT'
  | 'OBJECTION'
  | 'SCAN_DISPOSITION'
  | 'BULLETIN';
export type DeadlineStatus = 'OPEN' | 'MET' | 'LATE' | 'CANCELLED';
export type Rung = 'T-3' | 'T-1' | 'T' | 'OVERDUE';

export type WarningCode = 'BEFORE_EFFECTIVE_DATE' | 'GROUND_NOT_MET' | 'OUT_OF_PROVINCE' | 'FAR_PARTICIPANT';

export type RefusalCode =
  | 'VALIDATION'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'NOT_ALLOWED_IN_STATE'
  | 'CASE_NUMBER_INVALID'
  | 'CASE_TYPE_NOT_ELIGIBLE'
  | 'COURT_UNKNOWN'
  | 'GROUND_REQUIRED'
  | 'ROUTE_NOT_AVAILABLE'
  | 'ACTIVE_COLLABORATION_EXISTS'
  | 'PARTICIPANT_OUTSIDE_JURISDICTION'
  | 'REFUSAL_NOT_ALLOWED'
  | 'SAME_PERSON'
  | 'OVERDUE_REASON_REQUIRED'
  | 'PLAN_SECTION_MISSING'
  | 'MINUTES_REQUIRED'
  | 'DECISION_NOT_SERVED'
  | 'VERSION_CONFLICT';

export type Role =
  | 'handler'
  | 'bureauDirector'
  | 'commandOfficer'
  | 'commandDirector'
  | 'fieldOfficer'
  | 'meetingSecretary'
  | 'president'
  | 'assessor'
  | 'inspector'
  | 'systemAdmin'
  | 'securityAdmin'
  | 'auditAdmin';

export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  handler: '经办人',
  bureauDirector: '执行局负责人',
  commandOfficer: '指挥中心专人',
  commandDirector: '指挥中心负责人',
  fieldOfficer: '执行人员',
  meetingSecretary: '局务会秘书',
  president: '院长',
  assessor: '考核人员',
  inspector: '督察',
  systemAdmin: '系统管理员',
  securityAdmin: '安全管理员',
  auditAdmin: '审计管理员',
};

export const STATUS_TITLES: Readonly<Record<CaseStatus, string>> = {
  DRAFT: '草稿',
  SUBMITTED: '已报请',
  CORRECTION_REQUESTED: '待补正',
  FORWARDED: '已层报',
  ACCEPTED: '已受理',
  ORDERED: '已交办',
  UNDER_REVIEW: '审查中',
  APPROVED: '已决定协同',
  REFUSED: '不予协同',
  WITHDRAWN: '已撤回',
  LAPSED: '逾期未补正',
  DECISION_SERVED: '决定已送达',
  PLAN_DRAFT: '方案待批',
  PLAN_BUREAU_APPROVED: '方案经局务会通过',
  PLAN_APPROVED: '方案已批准',
  IN_EXECUTION: '协同执行中',
  CLOSE_PENDING: '办结待确认',
  CLOSED: '已办结',
  SELF_EXECUTION: '自行执行',
  SELF_EXECUTION_DONE: '自行执行完毕',
};

export const DEADLINE_TITLES: Readonly<Record<DeadlineKind, string>> = {
  REVIEW: '审查决定',
  FORWARD: '层报',
  ACCEPTANCE: '受理',
  CORRECTION_NOTICE: '补正通知',
  SUPPLEMENT: '补充材料',
  SERVICE: '送达',
  RELAY_NOTICE: '转告',
  PLAN: '方案审批',
  SELF_EXECUTION_PLAN: '自行执行工作方案',
  ACKNOWLEDGEMENT: '签收指令',
  OBJECTION: '对纠正指令的复议',
  SCAN_DISPOSITION: '扫描结果处置',
  BULLETIN: '半年通报',
};

export const DEADLINE_STATUS_TITLES: Readonly<Record<DeadlineStatus, string>> = {
  OPEN: '在办',
  MET: '按期完成',
  LATE: '逾期',
  CANCELLED: '已取消',
};

/** From the decision to collaborate until close-out. */
export const COLLABORATING_STATUSES: readonly CaseStatus[] = [
  'APPROVED',
  'DECISION_SERVED',
  'PLAN_DRAFT',
  'PLAN_BUREAU_APPROVED',
  'PLAN_APPROVED',
  'IN_EXECUTION',
  'CLOSE_PENDING',
];

/** Art. 4 and Art. 14: from above or of the deciding court's own motion, so that there is nothing to refuse. */
export const ORDERED_ORIGINS: ReadonlySet<Origin> = new Set([
  'SUPERIOR_FINDING',
  'SUPERIOR_ORDER',
  'EX_OFFICIO',
  'SCAN',
]);

/** States in which the collaboration no longer blocks a new application on the same enforcement case (Art. 10). */
export const ENDED_STATUSES: ReadonlySet<CaseStatus> = new Set([
  'REFUSED',
  'WITHDRAWN',
  'LAPSED',
  'SELF_EXECUTION',
  'SELF_EXECUTION_DONE',
  'CLOSED',
]);

/** States after which nothing more can happen to the case, so that its workflow may end. */
export const FINAL_STATUSES: ReadonlySet<CaseStatus> = new Set(['CLOSED', 'SELF_EXECUTION_DONE']);
