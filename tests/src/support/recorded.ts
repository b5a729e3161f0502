import type { LedgerEntry, UnrecordedEntry } from '@xiezhi/contracts';

/** What a workflow asked of the outside: an activity and what it was given, as JSON. */
export interface ActivityCall {
  type: string;
  args: unknown;
}

interface Payloads {
  payloads: { data: string }[];
}

export interface PlainHistory {
  events: Record<
    string,
    {
      activityType?: { name: string };
      input?: Payloads;
      markerName?: string;
      details?: Record<string, Payloads>;
    }
  >[];
  /** The entries that came of it, where they were kept with it. */
  entries?: UnrecordedEntry[];
}

/** How the engine marks what was done within a task: it tells of which kind that was, and not what it was given. */
const LOCAL = 'core_local_activity';

const values = (of: Payloads | undefined): unknown[] =>
  (of?.payloads ?? []).map(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as unknown);

/** What the case asked for when the history was made, in order; of what was done within a task only that it was. */
export function askedIn({ events }: PlainHistory): ActivityCall[] {
  return events.flatMap((event): ActivityCall[] => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) return [{ type: scheduled.activityType!.name, args: values(scheduled.input) }];
    const marker = event.markerRecordedEventAttributes;
    if (marker?.markerName !== LOCAL) return [];
    const [mark] = values(marker.details?.['data']) as [{ activity_type: string }];
    return [{ type: mark.activity_type, args: undefined }];
  });
}

/** The entries that a case asked to have recorded, each once, whether or not it had to ask again. */
export function entriesAsked(asked: readonly ActivityCall[]): UnrecordedEntry[] {
  const bySeq = new Map<number, UnrecordedEntry>();
  for (const { type, args } of asked) {
    if (type !== 'recordEntries') continue;
    const [{ entries }] = args as [{ entries: UnrecordedEntry[] }];
    for (const entry of entries) bySeq.set(entry.seq, entry);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** A ledger's entries without what the ledger has added. */
export const asAsked = (entries: readonly LedgerEntry[]): UnrecordedEntry[] =>
  entries.map(({ recordedAt: _, prevHash: __, hash: ___, ...entry }) => entry);
