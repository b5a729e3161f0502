/** What open pages are told. `ready` begins anew: something may have happened before that nobody was told of. */
export type LiveMessage =
  { kind: 'ready' } | { kind: 'lost' } | { kind: 'ended' } | { kind: 'case'; happening: { caseId: string } };

export type Tell = (message: LiveMessage) => void;

const ADDRESS = '/api/events';
/** The gateway beats every 20 s; a line that was cut without a word is noticed by the third one missing. */
const SILENT_MS = 70_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The event stream of the session, kept open: a browser goes on by itself after a cut, but gives up after an answer that
 * is no stream, so then the gateway is asked why. Works in a page and in a worker. Returns how to end it.
 */
export function openStream(tell: Tell): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  let over = false;

  const later = (what: () => void, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(what, ms);
  };
  const end = () => {
    over = true;
    clearTimeout(timer);
    source?.close();
  };
  const ended = () => {
    if (over) return;
    end();
    tell({ kind: 'ended' });
  };
  const again = () => {
    source?.close();
    tell({ kind: 'lost' });
    later(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };
  const askWhy = async () => {
    const answer = await fetch(ADDRESS, { method: 'HEAD' }).catch(() => undefined);
    if (over) return;
    if (answer?.status === 401) ended();
    else again();
  };
  const alive = () => later(again, SILENT_MS);

  function connect() {
    source = new EventSource(ADDRESS);
    const mine = source;
    alive();
    mine.addEventListener('ready', () => {
      pause = FIRST_PAUSE_MS;
      alive();
      tell({ kind: 'ready' });
    });
    mine.addEventListener('beat', alive);
    mine.addEventListener('case', (event) => {
      alive();
      tell({ kind: 'case', happening: JSON.parse((event as MessageEvent<string>).data) as { caseId: string } });
    });
    mine.addEventListener('ended', ended);
    mine.addEventListener('error', () => {
      if (over || mine !== source) return;
      tell({ kind: 'lost' });
      if (mine.readyState === EventSource.CLOSED) void askWhy();
    });
  }
  connect();
  return end;
}
