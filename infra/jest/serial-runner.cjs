const { default: TestRunner } = require('jest-runner');

/** Runs its tests one after another in jest's own process; jest runs each runner's tests as a group of their own. */
module.exports = class SerialRunner extends TestRunner {
  isSerial = true;
};
