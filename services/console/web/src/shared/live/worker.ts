import { createHub } from './hub';
import { openStream } from './stream';

/**
 * All tabs of a browser share this worker, and with it one stream: a browser has six connections to a server, and a
 * stream in each tab would leave none for the seventh. It belongs to no tab, so none that closes or freezes ends it.
 */
const hub = createHub(openStream);

addEventListener('connect', (event) => {
  const [line] = (event as MessageEvent).ports;
  if (!line) return;
  // A page says no more than that it goes.
  line.onmessage = () => {
    hub.leave(line);
    line.close();
  };
  hub.join(line);
});
