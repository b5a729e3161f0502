import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { resolve } from 'node:path';

/**
 * The workflow code of the sources.
 * @param options.workflows the file that names the workflows
 * @param options.before as it was before rungs were written within their task
 */
export function bundled({
  workflows = '../../src/workflows.ts',
  before = false,
} = {}): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: resolve(__dirname, workflows),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => {
      const swap = (wanted: { request: string; context: string }) => {
        if (before && wanted.request === './patches' && wanted.context.endsWith('/file'))
          wanted.request = resolve(__dirname, 'before-rungs-within-task.ts');
      };
      config.plugins = [
        ...(config.plugins ?? []),
        (compiler) => {
          compiler.hooks.normalModuleFactory.tap('before', (factory) => {
            factory.hooks.beforeResolve.tap('before', (wanted) => swap(wanted));
          });
        },
      ];
      return config;
    },
  });
}
