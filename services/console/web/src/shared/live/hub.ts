import type { LiveMessage, Tell } from './stream';

/** A page's line to the hub. */
export interface Line {
  postMessage(message: LiveMessage): void;
}

/**
 * One stream for any number of pages: opened for the first, closed after the last. A page that comes later is told at
 * once how things stand.
 */
export function createHub(open: (tell: Tell) => () => void) {
  const lines = new Set<Line>();
  let close: (() => void) | undefined;
  let standing: LiveMessage | undefined;

  const tell: Tell = (message) => {
    if (message.kind !== 'case') standing = message;
    for (const line of lines) line.postMessage(message);
  };
  return {
    join(line: Line) {
      lines.add(line);
      if (standing) line.postMessage(standing);
      close ??= open(tell);
    },
    leave(line: Line) {
      lines.delete(line);
      if (lines.size > 0) return;
      close?.();
      close = undefined;
      standing = undefined;
    },
  };
}
