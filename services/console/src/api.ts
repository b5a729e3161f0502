import { z } from 'zod';
import type { ConsoleConfig } from './config';

const TIMEOUT_MS = 8_000;
const PROBE_MS = 1_500;

/** The little that the gateway's own pages show of the services, asked as the signed-in person. */
export class Api {
  constructor(
    private readonly config: ConsoleConfig,
    private readonly accessToken: string,
  ) {}

  /** The court clock of a rehearsal, ISO 8601 in +08:00; undefined while its owner does not answer: pages go on without it. */
  async clock(): Promise<string | undefined> {
    try {
      const answer = await fetch(`${this.config.COMMAND_CENTER_URL}/clock`, {
        headers: { accept: 'application/json', authorization: `Bearer ${this.accessToken}` },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return z.object({ now: z.string() }).parse(await answer.json()).now;
    } catch {
      return undefined;
    }
  }
}

/** Whether a process says it is ready; undefined when it does not answer at all. */
export async function probe(url: string): Promise<boolean | undefined> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(PROBE_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return undefined;
  }
}
