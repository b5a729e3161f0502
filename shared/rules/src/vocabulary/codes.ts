import type { CodeOf } from './words';
import { among, codesIn, titlesIn, words } from './words';

export const CASE_STATUSES = words({
  DRAFT: ['草稿', 'Draft'],
  SUBMITTED: ['已报请', 'Submitted'],
  CORRECTION_REQUESTED: ['待补正', 'Correction requested'],
  FORWARDED: ['已层报', 'Forwarded'],
  ACCEPTED: ['已受理', 'Accepted'],
  ORDERED: ['已交办', 'Ordered'],
  UNDER_REVIEW: ['审查中', 'Under review'],
  APPROVED: ['已决定协同', 'Approved'],
  REFUSED: ['不予协同', 'Refused'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
  LAPSED: ['逾期未补正', 'Lapsed'],
  DECISION_SERVED: ['决定已送达', 'Decision served'],
  PLAN_DRAFT: ['方案待批', 'Plan draft'],
  PLAN_BUREAU_APPROVED: ['方案经局务会通过', 'Plan bureau approved'],
  PLAN_APPROVED: ['方案已批准', 'Plan approved'],
  IN_EXECUTION: ['协同执行中', 'In execution'],
  CLOSE_PENDING: ['办结待确认', 'Close pending'],
  CLOSED: ['已办结', 'Closed'],
  SELF_EXECUTION: ['自行执行', 'Self execution'],
  SELF_EXECUTION_DONE: ['自行执行完毕', 'Self execution done'],
});
export type CaseStatus = CodeOf<typeof CASE_STATUSES>;
export const STATUS_TITLES = titlesIn(CASE_STATUSES);

/** The stages a collaboration goes through, each by what is waited for in it. */
export const CASE_STAGES = words({
  APPLICATION: ['报请', 'Application'],
  ORDER: ['交办、依职权', 'Order'],
  FORWARDING: ['层报', 'Forwarding'],
  ADMISSION: ['登记受理', 'Admission'],
  REVIEW: ['审查', 'Review'],
  DECISION: ['决定', 'Decision'],
  SERVICE: ['签收', 'Receipt'],
  PLAN: ['方案', 'Plan'],
  EXECUTION: ['执行', 'Enforcement'],
  CLOSEOUT: ['办结', 'Close-out'],
  SELF_EXECUTION: ['自行执行', 'Self-execution'],
});
export type CaseStage = CodeOf<typeof CASE_STAGES>;

export const ROUTES = words({
  ART7: ['第七条 报请中院', 'Art. 7'],
  ART8: ['第八条 层报高院', 'Art. 8'],
  ART9: ['第九条 中院自办', 'Art. 9'],
  ART4: ['第四条 交办、依职权', 'Art. 4'],
});
export type Route = CodeOf<typeof ROUTES>;

export const ORIGINS = words({
  APPLICATION: ['下级报请', 'Application'],
  REFERRAL: ['层报', 'Referral'],
  OWN_CASE: ['本院自办案件', 'Own case'],
  SUPERIOR_ORDER: ['上级交办', 'Ordered by a superior court'],
  SUPERIOR_FINDING: ['上级监督发现', 'Found by a superior court'],
  EX_OFFICIO: ['依职权决定', 'Ex officio'],
  SCAN: ['定期扫描', 'Scan'],
});
export type Origin = CodeOf<typeof ORIGINS>;
/** The origins a court registers by itself (`order.register`). */
export const REGISTERED_ORIGINS = among(ORIGINS, 'SUPERIOR_ORDER', 'SUPERIOR_FINDING', 'EX_OFFICIO');

export const PARTY_SIDES = words({ applicant: ['申请执行人', 'Applicant'], respondent: ['被执行人', 'Respondent'] });
export const PARTY_KINDS = words({ person: ['自然人', 'person'], organization: ['单位', 'organisation'] });
/** How an application reaches the deciding court. */
export const CHANNELS = words({ ELECTRONIC: ['电子', 'Electronic'], PAPER: ['纸质', 'On paper'] });
/** By which way an order came from above; the words are the codes. */
export const LETTER_CHANNELS = words({
  督办: ['督办', 'Supervision'],
  信访: ['信访', 'Petition'],
  巡查: ['巡查', 'Inspection'],
  要求: ['要求', 'Request'],
});

/** Why an order ends without a decision. */
export const CONCLUSION_GROUNDS = words({
  ALREADY_CLOSED: ['案件已经执结', 'The case has been enforced'],
  ALREADY_COLLABORATING: ['已在另案协同执行', 'Already in another collaboration'],
});
export type ConclusionGround = CodeOf<typeof CONCLUSION_GROUNDS>;

export const CLOSE_OUTCOMES = words({
  ACTUALLY_CLOSED: ['实际执结', 'Actually closed'],
  ZHONGBEN: ['终结本次执行程序', 'This enforcement procedure ended (终本)'],
  MATTER_ACHIEVED: ['协同事项完成', 'Matter achieved'],
  REVOKED: ['撤销协同', 'Collaboration revoked'],
});
/** REVOKED is the deciding court's own act (`collaboration.revoke`), never asked for. */
export type CloseOutcome = CodeOf<typeof CLOSE_OUTCOMES>;
/** How an executing court can report a collaboration done. */
export const REQUESTED_OUTCOMES = among(CLOSE_OUTCOMES, 'ACTUALLY_CLOSED', 'ZHONGBEN', 'MATTER_ACHIEVED');
export type RequestedOutcome = CodeOf<typeof REQUESTED_OUTCOMES>;
/** How a court's own enforcement after a refusal can end (Art. 10). */
export const OWN_OUTCOMES = among(CLOSE_OUTCOMES, 'ACTUALLY_CLOSED', 'ZHONGBEN');
export type OwnOutcome = CodeOf<typeof OWN_OUTCOMES>;

export const REVIEW_OUTCOMES = words({
  APPROVE: ['协同执行', 'Collaborate'],
  REFUSE: ['不予协同执行', 'Refuse collaboration'],
});
export type ReviewOutcome = CodeOf<typeof REVIEW_OUTCOMES>;

/** How what was received ended, or that it has not (Art. 18). */
export const PATTERN_OUTCOMES = words({
  ...REVIEW_OUTCOMES,
  WITHDRAWN: CASE_STATUSES.WITHDRAWN,
  LAPSED: CASE_STATUSES.LAPSED,
  CONCLUDED: ['交办终结', 'Order concluded'],
  PENDING: ['尚无结果', 'No outcome yet'],
});
export type PatternOutcome = CodeOf<typeof PATTERN_OUTCOMES>;

/** What the respondents of a case are. */
export const RESPONDENT_KINDS = words({
  ...PARTY_KINDS,
  both: ['自然人和单位', 'persons and organisations'],
  none: ['未填写', 'not given'],
});
export type RespondentKind = CodeOf<typeof RESPONDENT_KINDS>;

/** The relay court's opinion on what it forwards (Art. 8). */
export const OPINIONS = words({ AGREE: ['同意', 'Agree'], DISAGREE: ['不同意', 'Disagree'] });
export type Opinion = CodeOf<typeof OPINIONS>;

export const SENSITIVITIES = words({ ORDINARY: ['一般', 'Ordinary'], MAJOR: ['重大', 'Major'] });
export type Sensitivity = CodeOf<typeof SENSITIVITIES>;

/** Who has a say on a plan. */
export const PLAN_APPROVALS = words({
  COMMAND_DIRECTOR: ['指挥中心负责人', 'Command director'],
  BUREAU_MEETING: ['执行局局务会', 'Bureau meeting'],
  PRESIDENT: ['院长', 'President'],
});
export type PlanApproval = CodeOf<typeof PLAN_APPROVALS>;
/** What they say. */
export const PLAN_VERDICTS = words({ PASS: ['通过', 'Pass'], REJECT: ['不通过', 'Reject'] });
/** What became of a version at one of them: passed, not passed, or sent back to be worked over. */
export const PLAN_STEP_OUTCOMES = words({ ...PLAN_VERDICTS, RETURN: ['退回修改', 'Returned'] });
export type PlanStepOutcome = CodeOf<typeof PLAN_STEP_OUTCOMES>;

/** The sections of a plan in order, by the one name each has everywhere: the five of Art. 11, and what may follow them. */
export const PLAN_SECTION_WORDS = words({
  tasks: ['工作任务', 'Tasks'],
  responsibilities: ['职责分工', 'Responsibilities'],
  command: ['组织指挥', 'Command'],
  coordination: ['协调配合', 'Coordination'],
  support: ['执行保障', 'Support'],
  risks: ['风险预案', 'Contingency plan'],
});
export type PlanSection = CodeOf<typeof PLAN_SECTION_WORDS>;
export const PLAN_SECTIONS = codesIn(PLAN_SECTION_WORDS);
export const PLAN_SECTION_TITLES = titlesIn(PLAN_SECTION_WORDS);

export const RECORD_KINDS = words({
  REPORT: ['现场报告', 'Report'],
  INSTRUCTION: ['指令', 'Instruction'],
  CORRECTION: ['纠正指令', 'Correction'],
  OBJECTION: ['复议', 'Objection'],
});
export type RecordKind = CodeOf<typeof RECORD_KINDS>;

export const OBJECTION_OUTCOMES = words({
  UPHELD: ['复议成立', 'Objection upheld'],
  DISMISSED: ['驳回复议', 'Objection dismissed'],
});
export type ObjectionOutcome = CodeOf<typeof OBJECTION_OUTCOMES>;

/** What a lead is about (Art. 13); the words are the codes. */
export const LEAD_CATEGORIES = words({
  消极执行: ['消极执行', 'Passive enforcement'],
  乱执行: ['乱执行', 'Irregular enforcement'],
  方案不周密: ['方案不周密', 'Careless plan'],
  指挥失误: ['指挥失误', 'Mistaken command'],
  配合不力: ['配合不力', 'Poor cooperation'],
});
/** What became of a lead: the system keeps it and never concludes fault (Art. 13). */
export const LEAD_STATUSES = words({
  REGISTERED: ['登记', 'Registered'],
  VERIFYING: ['核查', 'Verifying'],
  TRANSFERRED: ['移送', 'Transferred'],
  UNFOUNDED: ['不成立', 'Unfounded'],
});
export type LeadStatus = CodeOf<typeof LEAD_STATUSES>;
export const LEAD_OUTCOMES = among(LEAD_STATUSES, 'TRANSFERRED', 'UNFOUNDED');
export type LeadOutcome = CodeOf<typeof LEAD_OUTCOMES>;

export const NOTICE_KINDS = words({
  REFUSAL: ['不予协同执行通知', 'Refusal'],
  CORRECTION: ['补正通知', 'Correction'],
});
export type NoticeKind = CodeOf<typeof NOTICE_KINDS>;

/** How a hit of a scan was disposed of (Art. 14). */
export const DISPOSITIONS = words({
  DECIDE: ['决定协同', 'Decide on collaboration'],
  DESIGNATE: ['指定协同', 'Designate'],
  EXEMPT_WITH_REASON: ['说明理由不予协同', 'Exempt, with reason'],
  ALREADY_COLLABORATING: ['已在协同执行', 'Already in a collaboration'],
  NO_LONGER_DUE: ['不再符合条件', 'No longer due'],
});
export type Disposition = CodeOf<typeof DISPOSITIONS>;
/** Those that a person gives; by itself a hit ends when another disposition has come true. */
export const GIVEN_DISPOSITIONS = among(
  DISPOSITIONS,
  'DECIDE',
  'DESIGNATE',
  'EXEMPT_WITH_REASON',
  'ALREADY_COLLABORATING',
);

export const HIT_STATUSES = words({ OPEN: ['待处置', 'Open'], DISPOSED: ['已处置', 'Disposed'] });
export type HitStatus = CodeOf<typeof HIT_STATUSES>;

export const BULLETIN_STATUSES = words({
  OPEN: ['待起草', 'Open'],
  DRAFTED: ['已起草', 'Drafted'],
  ISSUED: ['已印发', 'Issued'],
});
export type BulletinStatus = CodeOf<typeof BULLETIN_STATUSES>;

/** The lists of a scan; of each case one. */
export const SCAN_LISTS = words({
  hits: ['命中', 'Hits'],
  watch: ['预警', 'Watch'],
  covered: ['已协同', 'Covered'],
  exempt: ['豁免', 'Exempt'],
  pendingBelow: ['下级待处置', 'Pending below'],
});
export type ScanList = CodeOf<typeof SCAN_LISTS>;

/** How far an import of a docket (案件底册) is. */
export const BATCH_STATUSES = words({
  TAKING: ['导入中', 'Importing'],
  DONE: ['已导入', 'Imported'],
  FAILED: ['没有读完', 'Broken off'],
});
export type BatchStatus = CodeOf<typeof BATCH_STATUSES>;

export const DEADLINE_KINDS = words({
  REVIEW: ['审查决定', 'Review'],
  FORWARD: ['层报', 'Forward'],
  ACCEPTANCE: ['受理', 'Acceptance'],
  CORRECTION_NOTICE: ['补正通知', 'Correction notice'],
  SUPPLEMENT: ['补充材料', 'Supplement'],
  SERVICE: ['送达', 'Service'],
  RELAY_NOTICE: ['转告', 'Relay notice'],
  PLAN: ['方案审批', 'Plan'],
  SELF_EXECUTION_PLAN: ['自行执行工作方案', 'Self execution plan'],
  ACKNOWLEDGEMENT: ['签收指令', 'Acknowledgement'],
  OBJECTION: ['对纠正指令的复议', 'Objection'],
  URGENT_REPORT: ['研判紧急报告', 'Urgent report'],
  SCAN_DISPOSITION: ['扫描结果处置', 'Scan disposition'],
  BULLETIN: ['半年通报', 'Bulletin'],
});
export type DeadlineKind = CodeOf<typeof DEADLINE_KINDS>;
export const DEADLINE_TITLES = titlesIn(DEADLINE_KINDS);

export const DEADLINE_STATUSES = words({
  OPEN: ['在办', 'Open'],
  MET: ['按期完成', 'Met'],
  LATE: ['逾期', 'Late'],
  CANCELLED: ['已取消', 'Cancelled'],
});
export type DeadlineStatus = CodeOf<typeof DEADLINE_STATUSES>;
export const DEADLINE_STATUS_TITLES = titlesIn(DEADLINE_STATUSES);

/** PROVISIONAL takes the place of OVERDUE where the day is not known for certain: the calendar is missing. */
export const RUNGS = words({
  'T-3': ['届满前3个工作日', 'T-3'],
  'T-1': ['届满前1个工作日', 'T-1'],
  T: ['届满当日', 'T'],
  OVERDUE: ['逾期', 'Overdue'],
  PROVISIONAL: ['暂定期限已过', 'Provisional'],
});
export type Rung = CodeOf<typeof RUNGS>;

/** What clocks act on: the deadlines, and what a file's clock says of itself beside them. */
export const CLOCK_KINDS = words({ ...DEADLINE_KINDS, SCAN: ['定期扫描', 'Scan by itself'] });
export type ClockKind = CodeOf<typeof CLOCK_KINDS>;
export const CLOCK_TITLES = titlesIn(CLOCK_KINDS);

/** The rungs of deadlines, and HOUR for what comes at its hour and has no days before or after. */
export const CLOCK_RUNGS = words({ ...RUNGS, HOUR: ['到时', 'Hour'] });
export type ClockRung = CodeOf<typeof CLOCK_RUNGS>;

/** In the contract's order, which warnings keep whatever found them. */
export const WARNINGS = words({
  BEFORE_EFFECTIVE_DATE: ['收到日期早于规定施行日（2018-05-14）。', 'Before effective date'],
  GROUND_NOT_MET: ['有事由经核对不符合，见“协同执行事由”。', 'Ground not met'],
  OUT_OF_PROVINCE: ['财产在外省，不属本省协同执行范围，可以办理事项委托。', 'Out of province'],
  FAR_PARTICIPANT: ['有参与法院与执行法院相距较远。', 'Far participant'],
  OFTEN_DRAFTED: ['有参与法院近三十日内多次被抽调。', 'Often drafted'],
});
export type WarningCode = CodeOf<typeof WARNINGS>;

export const ROLES = words({
  handler: ['经办人', 'Handler'],
  bureauDirector: ['执行局负责人', 'Bureau director'],
  commandOfficer: ['指挥中心专人', 'Command officer'],
  commandDirector: ['指挥中心负责人', 'Command director'],
  fieldOfficer: ['执行人员', 'Field officer'],
  meetingSecretary: ['局务会秘书', 'Meeting secretary'],
  president: ['院长', 'President'],
  assessor: ['考核人员', 'Assessor'],
  inspector: ['督察', 'Inspector'],
  systemAdmin: ['系统管理员', 'System admin'],
  securityAdmin: ['安全管理员', 'Security admin'],
  auditAdmin: ['审计管理员', 'Audit admin'],
});
export type Role = CodeOf<typeof ROLES>;
export const ROLE_TITLES = titlesIn(ROLES);
/** The administrators of the system (三员分立): each role stands alone, none holds business data. */
export const ADMIN_ROLES = among(ROLES, 'systemAdmin', 'securityAdmin', 'auditAdmin');

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
  | 'VERSION_CONFLICT'
  /** The request is dated later than the engine's own time: the sending host's clock is wrong. */
  | 'CLOCK_AHEAD';
