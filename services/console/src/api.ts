import { isProblemCode, Problem, type CaseDocument, type caseView } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { ConsoleConfig } from './config';

/** A case as the services show it to this reader. */
export type CaseView = ReturnType<typeof caseView>;
export type TimelineItem = CaseDocument['timeline'][number];

const TIMEOUT_MS = 8_000;
const PROBE_MS = 1_500;
const RETRY_AFTER_S = 5;

const summarySchema = z.object({
  caseId: z.string(),
  state: z.string(),
  route: z.string(),
  executingCourt: z.string(),
  decidingCourt: z.string(),
  documentNumber: z.string().nullable(),
  caseNumber: z.string(),
  cause: z.string(),
  due: z.string().nullable(),
  updatedAt: z.string(),
});
export type CaseSummary = z.infer<typeof summarySchema>;

const messageSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  at: z.string(),
  role: z.string(),
  level: z.enum(['INFO', 'REMINDER', 'OVERDUE']),
  text: z.string(),
  read: z.boolean(),
});
export type InboxMessage = z.infer<typeof messageSchema>;

const workItemSchema = z.object({
  id: z.string(),
  version: z.number(),
  caseId: z.string(),
  subject: z.string(),
  title: z.string(),
  courtName: z.string(),
  roles: z.array(z.string()),
  since: z.string(),
  due: z.string().nullable(),
  provisional: z.boolean(),
  law: z.boolean().nullable(),
  lamp: z.enum(['GREEN', 'AMBER', 'RED', 'DARK']),
  word: z.string(),
  workdaysLeft: z.number().nullable(),
  doneAt: z.string().nullable(),
  holder: z.object({ name: z.string(), for: z.object({ name: z.string() }).nullable() }).nullable(),
  mine: z.boolean(),
});
export type WorkItem = z.infer<typeof workItemSchema>;

const refusalSchema = z.object({ code: z.string(), detail: z.string().optional() });

/** The services, asked as the signed-in person: what may be seen is decided there, never here. */
export class Api {
  constructor(
    private readonly config: ConsoleConfig,
    private readonly accessToken: string,
  ) {}

  async cases(query: { state?: string; cursor?: string; limit: number }) {
    const url = withQuery(`${this.config.INTAKE_URL}/collaborations`, { ...query, limit: String(query.limit) });
    return this.get(url, z.object({ items: z.array(summarySchema), next: z.string().nullable() }));
  }

  /** @param after read no earlier than this entry of the case */
  async case(caseId: string, after?: string): Promise<CaseView> {
    const url = withQuery(`${this.config.INTAKE_URL}/collaborations/${encodeURIComponent(caseId)}`, { after });
    // The view's type is the sender's own; only what tells an unrelated answer apart is checked.
    const schema = z.looseObject({ caseId: z.string(), seq: z.number(), deadlines: z.array(z.unknown()) });
    return (await this.get(url, schema)) as unknown as CaseView;
  }

  async inbox(query: { unread: boolean; before?: string; limit: number }) {
    const { unread, before, limit } = query;
    const url = withQuery(`${this.config.NOTIFICATION_URL}/inbox`, {
      ...(unread ? { unread: 'true' } : {}),
      before,
      limit: String(limit),
    });
    return this.get(url, z.object({ items: z.array(messageSchema), next: z.string().nullable() }));
  }

  async workItems(query: { view: string; cursor?: string; limit: number }) {
    const url = withQuery(`${this.config.NOTIFICATION_URL}/work-items`, { ...query, limit: String(query.limit) });
    return this.get(url, z.object({ items: z.array(workItemSchema), next: z.string().nullable() }));
  }

  async workCounts(): Promise<Record<string, number>> {
    return this.get(`${this.config.NOTIFICATION_URL}/work-items/counts`, z.record(z.string(), z.number()));
  }

  /** @param key the same for a form sent twice */
  async changeClaim(id: string, action: 'claim' | 'release', key: string): Promise<void> {
    await this.send(`${this.config.NOTIFICATION_URL}/work-items/${encodeURIComponent(id)}/${action}`, 'POST', key);
  }

  async markRead(id: string): Promise<void> {
    await this.send(`${this.config.NOTIFICATION_URL}/inbox/${encodeURIComponent(id)}/read`, 'POST');
  }

  /** The court clock of a rehearsal, ISO 8601 in +08:00; undefined while its owner does not answer: pages go on without it. */
  async clock(): Promise<string | undefined> {
    try {
      return (await this.get(`${this.config.COMMAND_CENTER_URL}/clock`, z.object({ now: z.string() }))).now;
    } catch {
      return undefined;
    }
  }

  private async get<S extends z.ZodType>(url: string, schema: S): Promise<z.output<S>> {
    const answer = await this.send(url, 'GET');
    const parsed = schema.safeParse(await answer.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    throw new Error(`${pathOf(url)} answered in an unknown form`, { cause: parsed.error });
  }

  /** @throws Problem with the service's own code and words; UNAVAILABLE when it does not answer */
  private async send(url: string, method: 'GET' | 'POST', key?: string): Promise<Response> {
    let answer: Response;
    try {
      const headers = {
        accept: 'application/json',
        authorization: `Bearer ${this.accessToken}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      };
      answer = await fetch(url, { method, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw unavailable(cause);
    }
    if (answer.ok) return answer;
    const refusal = refusalSchema.safeParse(await answer.json().catch(() => undefined));
    if (refusal.success && isProblemCode(refusal.data.code)) {
      const retryAfter = Number(answer.headers.get('retry-after')) || (answer.status === 503 ? RETRY_AFTER_S : 0);
      throw new Problem(refusal.data.code, refusal.data.detail, {
        status: answer.status,
        ...(retryAfter > 0 ? { retryAfter } : {}),
      });
    }
    const cause = new Error(`${pathOf(url)} answered ${answer.status}`);
    throw answer.status >= 500 ? unavailable(cause) : cause;
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

function withQuery(url: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? url : `${url}?${new URLSearchParams(given).toString()}`;
}

const pathOf = (url: string) => new URL(url).pathname;

function unavailable(cause: unknown): Problem {
  return new Problem('UNAVAILABLE', '系统的一个服务暂时没有应答，请稍后重试。', { retryAfter: RETRY_AFTER_S, cause });
}
