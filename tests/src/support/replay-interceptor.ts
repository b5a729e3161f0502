import { proxySinks } from '@temporalio/workflow';
import type { Sinks, WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Runs in the workflow sandbox, and tells whoever replays what the code asks of the outside. */
export interface ReplaySinks extends Sinks {
  replay: { scheduled(type: string, args: unknown[]): void };
}

const { replay } = proxySinks<ReplaySinks>();

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity(input, next) {
        replay.scheduled(input.activityType, input.args);
        return next(input);
      },
      scheduleLocalActivity(input, next) {
        replay.scheduled(input.activityType, input.args);
        return next(input);
      },
    },
  ],
});
