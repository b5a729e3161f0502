import { EVENT_STREAM, EVENT_TYPE_PREFIX, subjectOf } from '@xiezhi/contracts';
import type { CaseCloudEvent, LedgerEntry } from '@xiezhi/contracts';
import { ensureStream, isNotFound } from '@xiezhi/service-kit';
import type { NatsLink } from '@xiezhi/service-kit';
import { ErrorCode, JSONCodec, NatsError } from 'nats';

const PUBLISH_TIMEOUT_MS = 2_000;
const codec = JSONCodec<CaseCloudEvent>();

const subjectsOf = (caseId: string) => `collab.*.${caseId}.>`;

export function cloudEventOf(entry: LedgerEntry): CaseCloudEvent {
  return {
    specversion: '1.0',
    id: `${entry.caseId}:${entry.seq}`,
    source: '/xiezhi/ledger',
    type: `${EVENT_TYPE_PREFIX}${entry.type}`,
    subject: entry.caseId,
    time: entry.at,
    datacontenttype: 'application/json',
    data: entry,
  };
}

/** True where NATS as a whole does not take messages; false where it is this message that it does not take. */
export function isOutage(error: unknown): boolean {
  return error instanceof NatsError && error.code !== String(ErrorCode.MaxPayloadExceeded);
}

const total = (subjects: Record<string, number> | undefined) =>
  Object.values(subjects ?? {}).reduce((sum, count) => sum + count, 0);

/** The stream of case events: what of each case it holds, and more of it. */
export class EventStream {
  constructor(private readonly nats: NatsLink) {}

  isUp(): boolean {
    return this.nats.isUp();
  }

  /** Makes the stream if it is gone. @returns when it was made (ISO 8601): another instant is another, empty stream */
  async ensure(): Promise<{ created: string; messages: number }> {
    const manager = await this.manager();
    await ensureStream(manager);
    const { created, state } = await manager.streams.info(EVENT_STREAM);
    return { created: String(created), messages: state.messages };
  }

  /** One after the other: an entry that NATS does not take must not be overtaken by the next. */
  async send(court: string, entries: readonly LedgerEntry[], run = ''): Promise<void> {
    const jetstream = (await this.nats.connection()).jetstream();
    for (const entry of entries) {
      const publish = (msgID: string) =>
        jetstream.publish(subjectOf(court, entry), codec.encode(cloudEventOf(entry)), {
          msgID,
          timeout: PUBLISH_TIMEOUT_MS,
        });
      const id = `${entry.caseId}:${entry.seq}${run}`;
      const { duplicate, seq } = await publish(id);
      // The number is known for a message that was taken out, of an entry that a restored ledger has otherwise.
      if (duplicate && (await this.message({ seq }))?.hash !== entry.hash) await publish(`${id}:${entry.hash}`);
    }
  }

  /** The newest entry of a case that the stream holds. NATS itself knows a repeated message for some minutes only. */
  last(caseId: string): Promise<LedgerEntry | undefined> {
    return this.message({ last_by_subj: subjectsOf(caseId) });
  }

  /** The oldest one: not the first of the case where the operator lets the stream forget. */
  first(caseId: string): Promise<LedgerEntry | undefined> {
    return this.message({ seq: 1, next_by_subj: subjectsOf(caseId) });
  }

  /** How many messages there are of one case. */
  async count(caseId: string): Promise<number> {
    const { state } = await (await this.manager()).streams.info(EVENT_STREAM, { subjects_filter: subjectsOf(caseId) });
    return total(state.subjects);
  }

  /** How many messages there are of each case, in one question. */
  async counts(): Promise<Map<string, number>> {
    const { state } = await (await this.manager()).streams.info(EVENT_STREAM, { subjects_filter: 'collab.>' });
    const counts = new Map<string, number>();
    for (const [subject, count] of Object.entries(state.subjects ?? {})) {
      const caseId = subject.split('.')[2];
      if (caseId !== undefined) counts.set(caseId, (counts.get(caseId) ?? 0) + count);
    }
    return counts;
  }

  /** Takes everything of a case out, so that it can be published anew in order. */
  async forget(caseId: string): Promise<void> {
    await (await this.manager()).streams.purge(EVENT_STREAM, { filter: subjectsOf(caseId) });
  }

  private async message(query: { last_by_subj: string } | { seq: number; next_by_subj?: string }) {
    try {
      // The client's type knows only some of the questions that the server answers.
      const found = await (await this.manager()).streams.getMessage(EVENT_STREAM, query as { last_by_subj: string });
      return codec.decode(found.data).data;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  private async manager() {
    return (await this.nats.connection()).jetstreamManager();
  }
}
