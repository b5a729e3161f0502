const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes minutes comes first and what takes a moment last, so that no worker is left alone with a long suite. */
const TURNS = [
  /\/tests\/test\/(stories|demonstration|long-case)/,
  /\/tests\/test\/browser\//,
  /\/tests\/test\/chaos\//,
  /\/tests\/test\//,
  /\.stack\.test\.ts$/,
];

const turnOf = ({ path }) => {
  const turn = TURNS.findIndex((place) => place.test(path));
  return turn === -1 ? TURNS.length : turn;
};

module.exports = class LongestFirstSequencer extends Sequencer {
  /** In each turn as jest would: what failed last time, then what took longest. */
  sort(tests) {
    return super.sort(tests).sort((one, other) => turnOf(one) - turnOf(other));
  }
};
