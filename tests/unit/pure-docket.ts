import {
  bookWith,
  byNetDate,
  calendarFor,
  coveringOf,
  courtsOn,
  decideHit,
  decideHitSystem,
  DEFAULT_SETTINGS,
  docketKey,
  enforcementCaseKey,
  factsOfHit,
  isDue,
  isScannedBy,
  nextScanDay,
  openHit,
  parseCaseNumber,
  parseInstant,
  readDocketRow,
  restsOn,
  SCAN_DISPOSE,
  SCAN_SETTINGS,
  scanInstantOf,
  scanning,
  scanOpeningOf,
} from '@xiezhi/rules';
import type {
  Actor,
  CaseState,
  CourtCode,
  DocketRow,
  HitCommand,
  HitOutcome,
  HitState,
  Instant,
  Refusal,
  ScanFinding,
  ScanOpening,
} from '@xiezhi/rules';
import { isRefusal, Refused } from './refused';

/** The docket commands of a story. */
export const DOCKET_COMMANDS: ReadonlySet<string> = new Set(['case.import', 'scan.run', 'scan.dispose']);

interface Batch {
  court: CourtCode;
  accepted: number;
  unchanged: number;
  rejected: { case_no: unknown; code: string }[];
}

interface Scan {
  court: CourtCode;
  asOf: string;
  by: 'commandOfficer' | 'clock';
  at: Instant;
  found: ScanFinding[];
}

interface Hit {
  id: string;
  at: Instant;
  state: HitState;
}

const CONTEXT = (today: string) => ({ settings: DEFAULT_SETTINGS, calendar: calendarFor([], today) });

const keyOf = ({ caseFields, executingCourt }: CaseState) => enforcementCaseKey(caseFields, executingCourt);

function taken(outcome: HitOutcome): HitState {
  if ('refusal' in outcome) throw new Refused(outcome.refusal);
  return outcome.state;
}

/** Dockets, scans and hits (Art. 14) as the Rule alone sees them. */
export class PureDocket {
  private readonly rows: DocketRow[] = [];
  private readonly batches: Batch[] = [];
  private readonly scans: Scan[] = [];
  private readonly hits: Hit[] = [];
  private now: Instant | undefined;

  /**
   * @param cases all collaborations there are
   * @param open opens one from a scan, or says why not
   */
  constructor(
    private readonly cases: readonly CaseState[],
    private readonly open: (opening: ScanOpening) => Refusal | undefined,
  ) {}

  facts() {
    return {
      docket: { rows: this.rows.length, batches: this.batches },
      scans: this.scans.map(({ court, asOf, by, at, found }) => {
        const numbers = (list: ScanFinding['list']) =>
          found.filter((finding) => finding.list === list).map(({ caseNumber }) => caseNumber);
        const hits = found
          .filter(({ list }) => list === 'hits')
          .map(({ key }) =>
            this.hits.findLast((hit) => hit.at <= at && hit.state.found.court === court && of(hit, key)),
          )
          .map((hit) => factsOfHit(hit!.state));
        const [watch, covered, exempt] = [numbers('watch'), numbers('covered'), numbers('exempt')];
        return { court, asOf, by, hits, watch, covered, exempt, pendingBelow: numbers('pendingBelow') };
      }),
    };
  }

  moveTo(at: Instant): void {
    const since = this.now ?? at;
    this.now = at;
    const courts = courtsOn(at.slice(0, 10)).filter(({ tier }) => tier !== 'BASIC');
    const due = courts.flatMap(({ code }) => {
      const asOf = nextScanDay(bookWith([]), code, since);
      const instant = scanInstantOf(asOf);
      return parseInstant(instant) <= parseInstant(at) ? [{ court: code, asOf, at: instant }] : [];
    });
    due.sort((a, b) => (`${a.at}${a.court}` < `${b.at}${b.court}` ? -1 : 1));
    for (const scan of due) {
      this.tick(scan.at);
      if (this.rows.some(({ court_code }) => isScannedBy(court_code, scan))) this.scan({ ...scan, by: 'clock' });
    }
    this.tick(at);
  }

  /** @throws what `isRefusal` knows, for a command that is refused */
  act(command: string, actor: Actor, given: Record<string, unknown>, at: Instant): void {
    if (command === 'case.import') this.take(actor, given['cases'] as unknown[], at);
    else if (command === 'scan.run')
      this.scan({ court: actor.court, asOf: String(given['asOf']), by: 'commandOfficer', at });
    else this.dispose(actor, given as HitCommand['with'] & { caseNumber: string }, at);
  }

  /** A collaboration was opened on a case: nobody's hit of it is left. */
  opened(index: number, at: Instant): void {
    const key = keyOf(this.cases[index]!);
    for (const hit of this.hits.filter((each) => each.state.status === 'OPEN' && of(each, key))) {
      const ending = { type: 'hit.end', as: 'ALREADY_COLLABORATING', collaboration: `case-${index}`, at } as const;
      hit.state = taken(decideHitSystem(hit.state, ending));
    }
  }

  private tick(at: Instant): void {
    for (const hit of this.hits) hit.state = taken(decideHitSystem(hit.state, { type: 'clock.tick', at }));
  }

  private take({ court }: Actor, sent: unknown[], at: Instant): void {
    const batch: Batch = { court, accepted: 0, unchanged: 0, rejected: [] };
    for (const each of sent) {
      try {
        const row = readDocketRow(each, { court, now: at });
        const held = this.rows.find((one) => docketKey(one) === docketKey(row) && one.snapshot_at === row.snapshot_at);
        if (held && JSON.stringify(held) !== JSON.stringify(row))
          throw new Refused({ code: 'VERSION_CONFLICT', message: '' });
        if (held) batch.unchanged += 1;
        else this.rows.push(row);
        if (!held) batch.accepted += 1;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        batch.rejected.push({ case_no: (each as { case_no: unknown }).case_no, code: error.code });
      }
    }
    this.batches.push(batch);
    for (const hit of this.hits.filter(({ state }) => state.status === 'OPEN')) {
      const row = this.newest(hit.state.found.key)!;
      if (isDue(row, at.slice(0, 10))) continue;
      hit.state = taken(decideHitSystem(hit.state, { type: 'hit.end', as: 'NO_LONGER_DUE', row: restsOn(row), at }));
    }
  }

  private newest(key: string, until?: string): DocketRow | undefined {
    return this.rows
      .filter((row) => docketKey(row) === key && (until === undefined || row.snapshot_at.slice(0, 10) <= until))
      .sort((a, b) => (a.snapshot_at < b.snapshot_at ? 1 : -1))[0];
  }

  private scan({ court, asOf, by, at }: Omit<Scan, 'found'>): void {
    const look = scanning({ court, by: by === 'clock' ? 'clock' : 'person', asOf, settings: SCAN_SETTINGS });
    const keys = [...new Set(this.rows.map(docketKey))];
    const open = this.hits.filter(({ state }) => state.status === 'OPEN');
    const found = keys.flatMap((key) => {
      const row = this.newest(key, asOf);
      const below = open.find((hit) => hit.state.found.court !== court && of(hit, key));
      const finding =
        row &&
        look(row, {
          collaborations: this.cases.filter((state) => keyOf(state) === key).map(coveringOf),
          open: open.some((hit) => hit.state.found.court === court && of(hit, key)),
          exemption: this.exemption(court, key, row),
          below: below && { late: below.state.deadlines.some(({ status }) => status === 'LATE') },
        });
      return finding ? [{ finding, row }] : [];
    });
    const scan = `scan-${this.scans.length}`;
    for (const { finding, row } of found) {
      const known = open.some((hit) => hit.state.found.court === court && of(hit, finding.key));
      if (finding.list !== 'hits' || known) continue;
      const { age, list: _, ...about } = finding;
      const { rawDate, excludedDays, netDate } = age;
      const opening = { ...about, rawDate, excludedDays, netDate, court, asOf, scan, row: restsOn(row) };
      const actor = { court, role: 'system' };
      const state = taken(openHit({ type: 'hit.open', at, actor, with: opening }, CONTEXT(at.slice(0, 10))));
      this.hits.push({ id: `hit-${this.hits.length}`, at, state });
    }
    this.scans.push({ court, asOf, by, at, found: found.map(({ finding }) => finding).sort(byNetDate) });
  }

  private exemption(court: CourtCode, key: string, row: DocketRow) {
    const given = this.hits.findLast(
      (hit) => hit.state.found.court === court && of(hit, key) && hit.state.disposed?.as === 'EXEMPT_WITH_REASON',
    )?.state.disposed;
    return given && given.row === restsOn(row) ? { on: given.on, row } : undefined;
  }

  private dispose(
    actor: Actor,
    { caseNumber, ...asked }: HitCommand['with'] & { caseNumber: string },
    at: Instant,
  ): void {
    if (actor.role !== SCAN_DISPOSE.role) throw new Refused({ code: 'FORBIDDEN', message: '' });
    const { court } = actor;
    const number = parseCaseNumber(caseNumber);
    if (!isScannedBy(number.court ?? court, { court, asOf: at.slice(0, 10) }))
      throw new Refused({ code: 'FORBIDDEN', message: '' });
    const key = docketKey({ case_no: caseNumber, court_code: number.court ?? court });
    const hit = this.hits.findLast((each) => each.state.found.court === court && of(each, key));
    if (!hit) throw new Refused({ code: 'NOT_FOUND', message: '' });
    const running = this.cases.findIndex((state) => keyOf(state) === key && coveringOf(state).end === null);
    const row = this.newest(key)!;
    const command = { type: 'scan.dispose' as const, at, actor, with: asked };
    const known = { row: restsOn(row), ...(running < 0 ? {} : { collaboration: `case-${running}` }) };
    const state = taken(decideHit(hit.state, { ...command, with: { ...asked, ...known } }));
    if (asked.disposition === 'DECIDE' || asked.disposition === 'DESIGNATE') {
      const refusal = this.open(scanOpeningOf({ hit: hit.id, found: hit.state.found, command, row }));
      if (refusal) throw new Refused(refusal);
    }
    hit.state = state;
  }
}

const of = ({ state }: Hit, key: string): boolean => state.found.key === key;
