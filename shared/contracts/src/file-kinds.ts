import { BULLETIN, COLLABORATION, GUIDANCE, HIT, QUOTA, SCHEDULE } from '@xiezhi/rules';

/** How the engine knows the files of a kind. */
interface FileWorkflow {
  /** The kind's name. */
  name: string;
  /** How the ids of its files begin. */
  idPrefix: string;
  /** Name of its workflow. */
  workflow: string;
  /** What stands before a file's id in the id of its workflow. */
  before: string;
  /** Where its first entry names the court under which its events are published; `court` where it is not said. */
  courtField?: string;
}

export const CASE_WORKFLOW = 'collaborationCase';
export const HIT_WORKFLOW = 'scanHit';
export const BULLETIN_WORKFLOW = 'halfYearBulletin';
export const SCHEDULE_WORKFLOW = 'scanSchedule';
export const QUOTA_WORKFLOW = 'yearQuota';
export const GUIDANCE_WORKFLOW = 'courtGuidance';

/** Every kind of file, with how it is reached. A collaboration's id begins with its court, so it comes last. */
const FILE_WORKFLOWS = {
  hit: { name: HIT.name, idPrefix: HIT.idPrefix, workflow: HIT_WORKFLOW, before: '' },
  bulletin: { name: BULLETIN.name, idPrefix: BULLETIN.idPrefix, workflow: BULLETIN_WORKFLOW, before: '' },
  schedule: { name: SCHEDULE.name, idPrefix: SCHEDULE.idPrefix, workflow: SCHEDULE_WORKFLOW, before: '' },
  quota: { name: QUOTA.name, idPrefix: QUOTA.idPrefix, workflow: QUOTA_WORKFLOW, before: '' },
  guidance: { name: GUIDANCE.name, idPrefix: GUIDANCE.idPrefix, workflow: GUIDANCE_WORKFLOW, before: '' },
  collaboration: {
    name: COLLABORATION.name,
    idPrefix: COLLABORATION.idPrefix,
    workflow: CASE_WORKFLOW,
    before: 'collaboration-',
    courtField: 'executingCourt',
  },
} as const satisfies Record<string, FileWorkflow>;

export type FileKindName = keyof typeof FILE_WORKFLOWS;

export const FILE_KIND_NAMES = Object.keys(FILE_WORKFLOWS) as FileKindName[];

/** The names of all files' workflows. */
export const FILE_WORKFLOW_TYPES: readonly string[] = FILE_KIND_NAMES.map((kind) => FILE_WORKFLOWS[kind].workflow);

/** Of which kind a file is, by its id. */
export function kindOf(fileId: string): FileKindName {
  return FILE_KIND_NAMES.find((kind) => fileId.startsWith(FILE_WORKFLOWS[kind].idPrefix)) ?? 'collaboration';
}

/** Whether a file is a collaboration: the read models of the stages have no other ones. */
export const isCollaboration = (fileId: string): boolean => kindOf(fileId) === 'collaboration';

export const caseWorkflowId = (caseId: string): string => `${FILE_WORKFLOWS.collaboration.before}${caseId}`;

export const workflowOf = (kind: FileKindName): string => FILE_WORKFLOWS[kind].workflow;

/** Where a file's first entry names the court under which its events are published. */
export function courtFieldOf(fileId: string): string {
  const { courtField = 'court' }: FileWorkflow = FILE_WORKFLOWS[kindOf(fileId)];
  return courtField;
}

export const workflowIdOf = (fileId: string): string => `${FILE_WORKFLOWS[kindOf(fileId)].before}${fileId}`;

/** The file whose workflow bears this id; undefined for a workflow of something else. */
export function fileIdOf(workflowId: string): string | undefined {
  const kind = FILE_KIND_NAMES.find((name) => {
    const { before, idPrefix } = FILE_WORKFLOWS[name];
    return workflowId.startsWith(`${before}${idPrefix}`);
  });
  return kind && workflowId.slice(FILE_WORKFLOWS[kind].before.length);
}
