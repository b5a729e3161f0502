import { Client, Connection } from '@temporalio/client';
import { CASE_WORKFLOW } from '@xiezhi/contracts';
import type { PartName, Stack } from '@xiezhi/infra';
import type { PlayHooks } from '@xiezhi/client/play';
import { eventually } from './played-story';

/** Something that happens to an installation while one step of a story is played. */
export interface Blow {
  /** Before the clock moves to the step's instant, or just before its command is sent. */
  at: 'step' | 'command';
  /** The step waits for this. */
  begin(stack: Stack): Promise<void>;
  /** Runs beside the step. */
  finish(stack: Stack): Promise<void>;
}

const STARTED = 2;
const RECORD = 'recordEntries';

/** Waits until a case has accepted something and its entry is being written. */
async function untilRecording(stack: Stack): Promise<void> {
  const connection = await Connection.connect({ address: stack.urls.temporal });
  try {
    const { workflow } = new Client({ connection });
    await eventually(async () => {
      for await (const { workflowId } of workflow.list({ query: `WorkflowType='${CASE_WORKFLOW}'` })) {
        const { raw } = await workflow.getHandle(workflowId).describe();
        const pending = raw.pendingActivities ?? [];
        if (pending.some(({ activityType, state }) => activityType?.name === RECORD && state === STARTED)) return;
      }
      throw new Error('no entry is being written');
    });
  } finally {
    await connection.close();
  }
}

/** Dead when the step or its command begins, back while that is waiting. */
export function dead(part: PartName, at: Blow['at'] = 'command'): Blow {
  return { at, begin: (stack) => stack.kill(part), finish: (stack) => stack.start(part) };
}

/** Killed when the case has accepted the command, its entry is on the way to the database and nobody has an answer. */
export function unanswered(part: PartName): Blow {
  return {
    at: 'command',
    begin: (stack) => stack.kill('mongodb', 'SIGSTOP'),
    async finish(stack) {
      try {
        await untilRecording(stack);
        await stack.kill(part);
      } finally {
        // A killed database has nothing to continue.
        if (part !== 'mongodb') await stack.kill('mongodb', 'SIGCONT');
      }
      await stack.start(part);
    },
  };
}

/** The hooks that deal each blow at its step. */
export function dealing(blows: Readonly<Record<number, Blow>>): (stack: Stack) => PlayHooks {
  return (stack) => {
    const underWay: Promise<void>[] = [];
    const deal = async (index: number, at: Blow['at']) => {
      const blow = blows[index];
      if (blow?.at !== at) return;
      await blow.begin(stack);
      const finished = blow.finish(stack);
      finished.catch(() => undefined);
      underWay.push(finished);
    };
    return {
      async beforeStep(index) {
        // One blow at a time: what the last one felled stands again.
        await Promise.all(underWay);
        await deal(index, 'step');
      },
      beforeCommand: (index) => deal(index, 'command'),
      afterLastStep: async () => void (await Promise.all(underWay)),
    };
  };
}
