import { csrfToken } from '../api/client';
import { openStream, type Tell } from './stream';
import workerAddress from './worker?sharedworker&url';

export type { LiveMessage } from './stream';

/**
 * Tells a page what happens to cases until it is left. Two pages of one tab and all tabs of one session are told by one
 * stream. @param tell also how the stream stands; `ended` is the last
 */
export function followLive(tell: Tell): () => void {
  let leave = begin(tell);
  // A page that is kept for the back button tells nobody, and must not be counted as one that listens.
  const hide = () => leave();
  const show = ({ persisted }: PageTransitionEvent) => {
    if (persisted) leave = begin(tell);
  };
  window.addEventListener('pagehide', hide);
  window.addEventListener('pageshow', show);
  return () => {
    window.removeEventListener('pagehide', hide);
    window.removeEventListener('pageshow', show);
    leave();
  };
}

function begin(tell: Tell): () => void {
  return (typeof SharedWorker === 'undefined' ? undefined : shared(tell)) ?? whileShown(tell);
}

/** Undefined where the browser has the worker but may not start it. */
function shared(tell: Tell): (() => void) | undefined {
  let alone: (() => void) | undefined;
  let left = false;
  let worker: SharedWorker;
  try {
    // Under the session's own name: whoever signs in next in this browser gets a stream of theirs. Not the session's id.
    worker = new SharedWorker(workerAddress, { name: csrfToken() });
  } catch {
    return undefined;
  }
  worker.onerror = () => {
    if (!left) alone ??= whileShown(tell);
  };
  const line = worker.port;
  line.onmessage = ({ data }: MessageEvent<Parameters<Tell>[0]>) => tell(data);
  return () => {
    left = true;
    line.postMessage('left');
    line.close();
    alone?.();
  };
}

/** A stream of the page's own, where tabs cannot share one: open while the page is looked at. */
function whileShown(tell: Tell): () => void {
  let close: (() => void) | undefined;
  const look = () => {
    if (document.visibilityState === 'visible') close ??= openStream(tell);
    else {
      close?.();
      close = undefined;
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    close?.();
  };
}
