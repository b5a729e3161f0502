const { default: TestRunner } = require('jest-runner');

const laneOf = ({ context }) => context.config.displayName?.name;

/**
 * For all projects: tests that start servers run one after another in jest's own process, and beside them, each in one
 * other process, the unit tests and the stories, which keep to their own clock and do not mind a slow machine: they use
 * what a stack leaves idle while it waits. `-w 1` runs everything one after another.
 */
module.exports = class SideBySideRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const lanes = [...new Set(tests.map(laneOf))];
    if (options.serial || !lanes.includes('stack')) return super.runTests(tests, watcher, options);
    this._globalConfig = { ...this._globalConfig, maxWorkers: 1 };
    await Promise.all(
      lanes.map((lane) => {
        const own = tests.filter((test) => laneOf(test) === lane);
        return super.runTests(own, watcher, { ...options, serial: lane === 'stack' });
      }),
    );
  }
};
