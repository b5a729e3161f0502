import type { Installation, Person, PersonSpec } from './installation';
import { send } from './request';

let number = 0;

/** A case number that no other application in this process has. */
export function newCaseNumber(court: string): string {
  number += 1;
  return `（2016）${court}执${number}号`;
}

export type ApplicationBody = Record<string, unknown> & { caseNumber: string };

/** A correct application of this court's to this superior. */
export function application(court: string, to: string, more: Record<string, unknown> = {}): ApplicationBody {
  return {
    to,
    caseNumber: newCaseNumber(court),
    filingDate: '2016-03-01',
    cause: '买卖合同纠纷',
    parties: [
      { side: 'applicant', name: '长春某某公司', kind: 'organization' },
      { side: 'respondent', name: '吉林某某公司', kind: 'organization' },
    ],
    claimAmount: 1_000_000,
    hasProperty: true,
    grounds: [{ code: '3-1', facts: '有商铺可供执行，至今未实际执结。' }],
    matters: '请协助腾退商铺。',
    ...more,
  };
}

export const PLAN = {
  tasks: '公告、腾退与拍卖。',
  responsibilities: '执行法院负责办案，其他法院协助。',
  command: '由中级人民法院指挥中心统一指挥。',
  coordination: '与街道、物业对接。',
  support: '干警十四名，警车四辆。',
};

/** Everyone a case of one basic court and its intermediate court needs. */
export function castOf(executing: string, deciding: string) {
  return {
    applicant: { court: executing, roles: ['handler'] },
    field: { court: executing, roles: ['fieldOfficer'] },
    reviewer: { court: deciding, roles: ['handler'] },
    director: { court: deciding, roles: ['bureauDirector'] },
    officer: { court: deciding, roles: ['commandOfficer'] },
    commander: { court: deciding, roles: ['commandDirector'] },
  } satisfies Record<string, PersonSpec>;
}

export type Cast = Record<keyof ReturnType<typeof castOf>, Person>;

const STEPS = [
  ['UNDER_REVIEW', 'reviewer', 'application.register', {}],
  ['PROPOSED', 'reviewer', 'review.propose', { outcome: 'APPROVE', reasons: '符合第三条第（一）项。' }],
  ['APPROVED', 'director', 'review.decide', { outcome: 'APPROVE', reasons: '同意协同执行。' }],
  ['DECISION_SERVED', 'applicant', 'decision.acknowledge', {}],
  ['PLAN_DRAFT', 'officer', 'plan.submit', PLAN],
  ['PLAN_APPROVED', 'commander', 'plan.approve', {}],
  ['IN_EXECUTION', 'field', 'execution.report', { text: '执行人员已到达现场。' }],
  [
    'CLOSE_PENDING',
    'applicant',
    'closeout.request',
    { outcome: 'ACTUALLY_CLOSED', recoveredAmount: 1_000_000, summary: '案款全部到位。' },
  ],
  ['CLOSED', 'commander', 'closeout.confirm', {}],
] as const satisfies readonly (readonly [string, keyof Cast, string, object])[];

export type Stage = 'SUBMITTED' | (typeof STEPS)[number][0];

export interface OpenCase {
  caseId: string;
  /** The number of the last entry known to be in its ledger. */
  seq: number;
}

const indexOf = (stage: Stage) => (stage === 'SUBMITTED' ? -1 : STEPS.findIndex(([reached]) => reached === stage));

/** Carries a case on from a stage to a later one. */
export async function carryOn(cast: Cast, open: OpenCase, from: Stage, to: Stage): Promise<OpenCase> {
  let { seq } = open;
  for (const [, who, command, fields] of STEPS.slice(indexOf(from) + 1, indexOf(to) + 1)) {
    ({ seq } = await cast[who].client.command(open.caseId, command, fields as never));
  }
  return { caseId: open.caseId, seq };
}

/** A new case, brought to this stage. */
export async function caseAt(cast: Cast, stage: Stage, more: Record<string, unknown> = {}): Promise<OpenCase> {
  const body = application(cast.applicant.court, cast.reviewer.court, more);
  const opened = await cast.applicant.client.submit(body as never);
  if (!('seq' in opened)) throw new Error('the engine is away');
  return carryOn(cast, opened, 'SUBMITTED', stage);
}

/** Where the case stands, read no older than what is known of it. */
export async function standing(installation: Installation, reader: Person, { caseId, seq }: OpenCase) {
  const url = `${installation.urls.intake}/collaborations/${caseId}?after=${seq}`;
  const { status, body, text } = await send('GET', url, { token: reader.token });
  if (status !== 200) throw new Error(text);
  return body as { seq: number; state: string } & Record<string, unknown>;
}

export interface Paper {
  paperId: string;
  code: string;
  sm3: { pdf: string };
}

/** The papers issued in a case so far. */
export async function papersOf(
  installation: Installation,
  reader: Person,
  { caseId, seq }: OpenCase,
): Promise<Paper[]> {
  const url = `${installation.urls.decision}/collaborations/${caseId}/papers?after=${seq}`;
  const { status, body, text } = await send('GET', url, { token: reader.token });
  if (status !== 200) throw new Error(text);
  return body['papers'] as Paper[];
}
