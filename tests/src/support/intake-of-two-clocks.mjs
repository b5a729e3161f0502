// Intake on a host whose clock is right, until SIGUSR2 puts it forty minutes ahead, or back again; each change is logged.
const AHEAD_MS = 40 * 60_000;

const RealDate = globalThis.Date;
let ahead = 0;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};

process.on('SIGUSR2', () => {
  ahead = ahead === 0 ? AHEAD_MS : 0;
  console.log(JSON.stringify({ clockAheadMs: ahead }));
});

await import(new URL('../../../services/intake/dist/main.js', import.meta.url).href);
