import { paperVerificationSchema } from '@xiezhi/contracts/views';
import { Problem } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { ConsoleConfig } from './config';

const TIMEOUT_MS = 8_000;
const PROBE_MS = 1_500;

/** What the decision service says of a verification code. */
export type PaperCheck = z.infer<typeof paperVerificationSchema>;

const refusalSchema = z.object({ detail: z.string() });

/** The little that the gateway's own pages show of the services, asked as the signed-in person. */
export class Api {
  constructor(
    private readonly config: ConsoleConfig,
    private readonly accessToken: string,
  ) {}

  /** The court clock of a rehearsal, ISO 8601 in +08:00; undefined while its owner does not answer: pages go on without it. */
  async clock(): Promise<string | undefined> {
    return (await this.asked(`${this.config.COMMAND_CENTER_URL}/clock`, z.object({ now: z.string() })))?.now;
  }

  /** Whether demonstration cases are in this installation; undefined while intake does not answer. */
  async demonstration(): Promise<boolean | undefined> {
    return (await this.asked(`${this.config.INTAKE_URL}/demonstration`, z.object({ present: z.boolean() })))?.present;
  }

  private async asked<S extends z.ZodType>(url: string, schema: S): Promise<z.output<S> | undefined> {
    try {
      const answer = await fetch(url, {
        headers: { accept: 'application/json', authorization: `Bearer ${this.accessToken}` },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return schema.parse(await answer.json());
    } catch {
      return undefined;
    }
  }

  /** @throws Problem UNAVAILABLE when the decision service does not answer; what it refuses is an answer: not found, and why */
  async verifyPaper(code: string, sm3: string | undefined): Promise<PaperCheck> {
    const query = new URLSearchParams({ code, ...(sm3 === undefined ? {} : { sm3 }) });
    let answer: Response;
    try {
      answer = await fetch(`${this.config.DECISION_URL}/papers/verify?${query.toString()}`, {
        headers: { accept: 'application/json', authorization: `Bearer ${this.accessToken}` },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new Problem('UNAVAILABLE', '文书核验服务暂时没有应答，请稍后重试。', { cause });
    }
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok) return paperVerificationSchema.parse(body);
    const refusal = refusalSchema.safeParse(body);
    if (answer.status >= 500 || !refusal.success)
      throw new Problem('UNAVAILABLE', '文书核验服务暂时没有应答，请稍后重试。');
    return { found: false, message: refusal.data.detail };
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
