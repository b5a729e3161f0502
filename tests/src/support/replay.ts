import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { InjectedSinks, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { resolve } from 'node:path';
import { historyFromPlain } from './history';
import type { ActivityCall } from './recorded';
import type { ReplaySinks } from './replay-interceptor';

/**
 * The workflow code of the sources, made to tell what it asks for.
 * @param instead files that take the place of others, by the end of the name they are imported by
 */
export function replayBundle(instead: Readonly<Record<string, string>> = {}): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: resolve(__dirname, '../../../workflows/src/workflows.ts'),
    workflowInterceptorModules: [resolve(__dirname, 'replay-interceptor.ts')],
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => {
      config.plugins = [
        ...(config.plugins ?? []),
        (compiler) => {
          compiler.hooks.normalModuleFactory.tap('instead', (factory) => {
            factory.hooks.beforeResolve.tap('instead', (wanted) => {
              const [, file] = Object.entries(instead).find(([name]) => wanted.request.endsWith(name)) ?? [];
              if (file) wanted.request = file;
            });
          });
        },
      ];
      return config;
    },
  });
}

/**
 * Replays a history. The engine compares only which activities follow each other; this gives what they are asked as well.
 * @returns what the code asks for, in order
 * @throws DeterminismViolationError when the code takes other steps
 */
export async function askedOnReplay(
  workflowBundle: WorkflowBundleWithSourceMap,
  history: unknown,
): Promise<ActivityCall[]> {
  const asked: ActivityCall[] = [];
  const sinks: InjectedSinks<ReplaySinks> = {
    replay: {
      scheduled: {
        fn: (_info, type, args) => void asked.push({ type, args: JSON.parse(JSON.stringify(args)) as unknown }),
        callDuringReplay: true,
      },
    },
  };
  await Worker.runReplayHistory({ workflowBundle, sinks }, historyFromPlain(history), 'saved-case');
  return asked;
}
