const { default: TestRunner } = require('jest-runner');

const inOwnProcess = ({ context }) => context.config.displayName?.name === 'stack';

/**
 * For all projects: tests that start servers run one after another in jest's own process, and beside them one other
 * process runs the rest, on the core that a stack leaves idle while it waits: the unit tests, and the stories, which keep
 * to their own clock and do not mind a slow machine. `-w 1` runs everything one after another.
 */
module.exports = class SideBySideRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const stack = tests.filter(inOwnProcess);
    const others = tests.filter((test) => !inOwnProcess(test));
    if (options.serial || stack.length === 0) return super.runTests(tests, watcher, options);
    this._globalConfig = { ...this._globalConfig, maxWorkers: 1 };
    await Promise.all([
      super.runTests(stack, watcher, { ...options, serial: true }),
      ...(others.length === 0 ? [] : [super.runTests(others, watcher, { ...options, serial: false })]),
    ]);
  }
};
