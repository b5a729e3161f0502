import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client';
import { FILE_WORKFLOW_TYPES, fileIdOf, STATE_QUERY, workflowIdOf } from '@xiezhi/contracts';
import type { FileSnapshot } from '@xiezhi/contracts';
import type { TemporalLink } from '@xiezhi/service-kit';

/** What the engine says of a case's workflow. */
export type Standing =
  | { is: 'MISSING' }
  | { is: 'CLOSED'; how: string; runId: string }
  | { is: 'RUNNING'; runId: string; taskAttempt: number; pending: PendingActivity[] };

export interface PendingActivity {
  type: string;
  attempt: number;
  failure?: string;
}

const FILES = `WorkflowType IN (${FILE_WORKFLOW_TYPES.map((type) => `'${type}'`).join(', ')})`;
const PAGE = 1_000;
const LIST_MS = 60_000;
const QUERY_MS = 20_000;

/** Reads the engine; changes nothing but by `terminate`. */
export class Engine {
  constructor(private readonly temporal: TemporalLink) {}

  /** Ids of the cases whose workflow runs, by the engine's index, which may be a little behind. */
  running(): Promise<Set<string>> {
    return this.list(`${FILES} AND ExecutionStatus = 'Running'`);
  }

  /** Of these, the ones whose workflow tasks fail again and again; none where the engine keeps no such index. */
  failing(): Promise<Set<string>> {
    const query = `${FILES} AND ExecutionStatus = 'Running' AND TemporalReportedProblems IS NOT NULL`;
    return this.list(query).catch(() => new Set<string>());
  }

  async standing(caseId: string): Promise<Standing> {
    try {
      const told = await this.temporal.call((client) => client.workflow.getHandle(workflowIdOf(caseId)).describe());
      const { runId, raw, status } = told;
      if (status.name !== 'RUNNING') return { is: 'CLOSED', how: status.name, runId };
      const pending = (raw.pendingActivities ?? []).map(({ activityType, attempt, lastFailure }) => ({
        type: activityType?.name ?? '',
        attempt: attempt ?? 1,
        ...(lastFailure ? { failure: lastFailure.applicationFailureInfo?.type ?? lastFailure.message ?? '' } : {}),
      }));
      return { is: 'RUNNING', runId, taskAttempt: raw.pendingWorkflowTask?.attempt ?? 0, pending };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { is: 'MISSING' };
      throw error;
    }
  }

  /** The case as its workflow has it; undefined while no worker answers for it. */
  async snapshot(caseId: string, runId: string): Promise<FileSnapshot | undefined> {
    try {
      return await this.temporal.call(
        (client) => client.workflow.getHandle(workflowIdOf(caseId), runId).query<FileSnapshot>(STATE_QUERY),
        { timeoutMs: QUERY_MS },
      );
    } catch (error) {
      if (error instanceof QueryNotRegisteredError) throw error;
      return undefined;
    }
  }

  /** Ends this very run, and no other one. */
  async terminate(caseId: string, runId: string, reason: string): Promise<void> {
    try {
      await this.temporal.call((client) => client.workflow.getHandle(workflowIdOf(caseId), runId).terminate(reason));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  private list(query: string): Promise<Set<string>> {
    return this.temporal.call(
      async (client) => {
        const found = new Set<string>();
        for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE })) {
          const fileId = fileIdOf(workflowId);
          if (fileId !== undefined) found.add(fileId);
        }
        return found;
      },
      { timeoutMs: LIST_MS },
    );
  }
}
