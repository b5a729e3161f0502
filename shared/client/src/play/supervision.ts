import type { XiezhiClient } from '../api';

/** Commands of command-center that are of no collaboration (Art. 14). */
export const SUPERVISION_COMMANDS: ReadonlySet<string> = new Set(['case.import', 'scan.run']);

/** More than a story has. */
const LIMIT = 200;
const AGAIN_MS = 100;

interface Dated {
  at: string;
  court: string;
}

interface BatchView extends Dated {
  accepted: number;
  unchanged: number;
  rejected: { case_no: string; code: string }[];
  differs: { case_no: string; field: string }[];
}

interface ScanView extends Dated {
  scan: string;
  status: string;
  asOf: string;
  by: string;
  hits: Record<string, unknown>[];
  watch: string[];
  covered: string[];
  exempt: string[];
  pendingBelow: string[];
}

export interface DocketFacts {
  rows: number;
  batches: Pick<BatchView, 'court' | 'accepted' | 'unchanged' | 'rejected' | 'differs'>[];
}

/** Of a story that imports nothing. */
export const NO_DOCKET = { docket: { rows: 0, batches: [] }, scans: [] };

/** Oldest first, at one instant by court. */
const inOrder = <T extends Dated>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => {
    const [one, other] = a.at === b.at ? [a.court, b.court] : [a.at, b.at];
    return one < other ? -1 : one > other ? 1 : 0;
  });

async function docketFacts(reader: XiezhiClient, center: string): Promise<DocketFacts> {
  const { rows } = await reader.get<{ rows: number }>(`${center}/docket?limit=1`);
  const { items } = await reader.get<{ items: BatchView[] }>(`${center}/docket/batches?limit=${LIMIT}`);
  const batches = inOrder(items).map(({ court, accepted, unchanged, rejected, differs }) => ({
    court,
    accepted,
    unchanged,
    rejected: rejected.map(({ case_no, code }) => ({ case_no, code })),
    differs: differs.map(({ case_no, field }) => ({ case_no, field })),
  }));
  return { rows, batches };
}

async function scanOf(reader: XiezhiClient, center: string, id: string): Promise<ScanView> {
  for (;;) {
    const scan = await reader.get<ScanView>(`${center}/scans/${id}`);
    if (scan.status === 'DONE') return scan;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** The facts of dockets and scans, by their own interfaces. */
export async function supervisionFacts(reader: XiezhiClient, center: string) {
  const docket = await docketFacts(reader, center);
  const { items } = await reader.get<{ items: ScanView[] }>(`${center}/scans?limit=${LIMIT}`);
  const whole = await Promise.all(items.map(({ scan }) => scanOf(reader, center, scan)));
  const scans = inOrder(whole).map(({ court, asOf, by, hits, watch, covered, exempt, pendingBelow }) => ({
    ...{ court, asOf, by, watch, covered, exempt, pendingBelow },
    // Ids, of its file and of the collaboration it has led to, differ from play to play.
    hits: hits.map(({ file: _, collaboration: __, ...hit }) => hit),
  }));
  return { docket, scans };
}
