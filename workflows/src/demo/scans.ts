import { demoPerson } from '@xiezhi/contracts';
import type { DemoPerson } from '@xiezhi/contracts';
import {
  addMonths,
  bookWith,
  calendarFor,
  countWorkdays,
  courtsOn,
  coveringOf,
  dateOf,
  decideHit,
  decideHitSystem,
  docketKey,
  enforcementCaseKey,
  HIGH_COURT,
  intermediateOf,
  isDue,
  isScannedBy,
  nextScanDay,
  openHit,
  opensAs,
  parseInstant,
  regionsOf,
  SCAN_SETTINGS,
  scanInstantOf,
  scanning,
  scanOpeningOf,
  toAsciiCourt,
  toInstant,
} from '@xiezhi/rules';
import type {
  CalendarYear,
  CourtCode,
  DocketRow,
  Exemption,
  HitCommand,
  HitState,
  Instant,
  LocalDate,
  ScanFinding,
  Settings,
} from '@xiezhi/rules';
import { clockScanId, digestOfRow, hitIdOf, scannedCaseOf } from '@xiezhi/case-kit';
import { inOfficeHours, laterThatDay } from './days';
import { Dice } from './dice';
import type { Import } from './docket';
import { FileStory } from './file-story';
import { courseOf, historyOf } from './history';
import type { Course, PastCommand, Plan } from './history';
import { actorOf, afterScan } from './script';
import type { Step } from './script';
import { EXEMPTED, OVERLOOKED } from './words';

/** A scan as it was run, with the lists that came of it. */
export interface PastScan {
  id: string;
  court: CourtCode;
  asOf: LocalDate;
  at: Instant;
  /** Null where it ran by itself. */
  person: DemoPerson | null;
  /** Cases it has looked at. */
  rows: number;
  findings: ScanFinding[];
  /** Files of the hits it has opened. */
  opened: string[];
}

export interface HitOfScan {
  story: FileStory<HitState>;
  key: string;
  openedAt: Instant;
}

export interface ScansPlan {
  asOf: Instant;
  settings: Settings;
  calendar: CalendarYear[];
  imports: readonly Import[];
  courses: readonly Course[];
  courts: readonly CourtCode[];
  /** Scans that somebody ran beside those of the clock. */
  byHand: readonly { court: CourtCode; at: Instant }[];
}

const SEED = 14;
/** Cases that scans have opened are counted from here on. */
const FIRST_CASE = 9_001;
/** Which of eight hits may become one; every other time at an intermediate court. */
const OPENED_TURN = 3;

/** The days on which a court has scanned by itself in the last months, the oldest first. */
export function scanDaysOf({ asOf, calendar }: Pick<ScansPlan, 'asOf' | 'calendar'>, court: CourtCode, months: number) {
  const book = bookWith(calendar);
  const days: LocalDate[] = [];
  const first = `${addMonths(dateOf(asOf), 1 - months).slice(0, 7)}-01T00:00:00+08:00`;
  for (let day = nextScanDay(book, court, first); parseInstant(scanInstantOf(day)) <= parseInstant(asOf);) {
    days.push(day);
    day = nextScanDay(book, court, scanInstantOf(day));
  }
  return days;
}

type Happening = { at: number; order: string } & (
  | { kind: 'import'; import: Import }
  | { kind: 'opened'; course: Course; key: string }
  | { kind: 'scan'; court: CourtCode; person: DemoPerson | null }
  | { kind: 'exempt' | 'open'; hit: HitOfScan }
);

/** Plays the scans of the last months over what was held when, and what became of their hits, in the order of time. */
export class PastScans {
  readonly scans: PastScan[] = [];
  readonly hits: HitOfScan[] = [];
  /** The collaborations that they have opened. */
  readonly opened: Plan[] = [];
  private readonly held = new Map<string, DocketRow>();
  private readonly exempted = new Map<string, Exemption>();
  private readonly courses = new Map<string, Course[]>();
  private readonly left: Happening[];
  /** Cases that are over by now, with which nobody began anything. */
  private readonly closed: ReadonlySet<string>;

  constructor(
    private readonly plan: ScansPlan,
    months: number,
  ) {
    for (const course of plan.courses) {
      const [first] = course.states;
      if (!first) continue;
      const key = enforcementCaseKey(first.state.caseFields, first.state.executingCourt);
      this.courses.set(key, [...(this.courses.get(key) ?? []), course]);
    }
    const rows = plan.imports.flatMap((each) => each.rows);
    this.closed = new Set(rows.filter(({ close_date }) => close_date !== null).map((row) => docketKey(row)));
    this.left = this.planned(months).sort(inOrder);
  }

  /** Up to the present. */
  play(): this {
    for (let next = this.left.shift(); next; next = this.left.shift()) {
      switch (next.kind) {
        case 'import':
          this.take(next.import, next.at);
          break;
        case 'opened':
          this.endAll(next.key, next.at, { as: 'ALREADY_COLLABORATING', collaboration: next.course.caseId });
          break;
        case 'scan':
          this.scan(next.court, next.person, next.at);
          break;
        case 'open':
          this.openCase(next.hit, next.at);
          break;
        case 'exempt':
          this.exempt(next.hit, next.at);
      }
    }
    const { asOf } = this.plan;
    for (const { story } of this.hits) if (isOpen(story)) this.tick(story, parseInstant(asOf));
    return this;
  }

  private planned(months: number): Happening[] {
    const { imports, courts, byHand } = this.plan;
    const opened = [...this.courses].flatMap(([key, list]) =>
      list.map((course) => ({ kind: 'opened', course, key, at: course.states[0]!.at, order: course.caseId }) as const),
    );
    const happenings: Happening[] = [
      ...imports.map(
        (each) => ({ kind: 'import', import: each, at: parseInstant(each.at), order: each.court }) as const,
      ),
      ...opened,
      ...courts.flatMap((court) =>
        scanDaysOf(this.plan, court, months).map(
          (day) => ({ kind: 'scan', court, person: null, at: parseInstant(scanInstantOf(day)), order: court }) as const,
        ),
      ),
      ...byHand.map(
        ({ court, at }) =>
          ({
            kind: 'scan',
            court,
            person: demoPerson(court, 'commandOfficer'),
            at: parseInstant(at),
            order: court,
          }) as const,
      ),
    ];
    const until = parseInstant(this.plan.asOf);
    return happenings.filter(({ at }) => at <= until);
  }

  private take({ rows }: Import, at: number): void {
    const day = dateOf(toInstant(at));
    for (const row of rows) {
      const key = docketKey(row);
      this.held.set(key, row);
      if (!isDue(row, day)) this.endAll(key, at, { as: 'NO_LONGER_DUE', row: digestOfRow(row) });
    }
  }

  private endAll(
    key: string,
    at: number,
    end: { as: 'ALREADY_COLLABORATING'; collaboration: string } | { as: 'NO_LONGER_DUE'; row: string },
  ): void {
    for (const { story } of this.openOf(key)) {
      story.take(decideHitSystem(story.state, { type: 'hit.end', at: toInstant(at), ...end }));
    }
  }

  private openOf(key: string): HitOfScan[] {
    return this.hits.filter((hit) => hit.key === key && isOpen(hit.story));
  }

  private tick(story: FileStory<HitState>, at: number): void {
    story.take(decideHitSystem(story.state, { type: 'clock.tick', at: toInstant(at) }));
  }

  private exempt({ story, key }: HitOfScan, at: number): void {
    const row = this.held.get(key);
    if (!isOpen(story) || !row) return;
    const reason = new Dice(SEED + story.caseId.length + at).pick(EXEMPTED);
    const command = disposal(story.court, at, {
      disposition: 'EXEMPT_WITH_REASON',
      reason,
      row: digestOfRow(row),
    });
    const { disposed } = story.take(decideHit(story.state, command), command);
    if (disposed) this.exempted.set(`${story.court} ${key}`, { on: disposed.on, row });
  }

  /** A collaboration on a case that had none, and is still there today: any other hit is exempted. */
  private openCase(hit: HitOfScan, at: number): void {
    const { story, key } = hit;
    const row = this.held.get(key);
    if (!isOpen(story) || !row) return;
    if (this.courses.has(key) || this.closed.has(key)) {
      this.exempt(hit, at);
      return;
    }
    const { asOf, settings, calendar } = this.plan;
    const { court } = story;
    const executing = row.court_code;
    const on = dateOf(toInstant(at));
    const dice = new Dice(SEED + this.opened.length * 97);
    const as = opensAs({ court, executingCourt: executing }, on);
    const to = intermediateOf(executing, on) ?? court;
    const deciding = as === 'DESIGNATE' ? to : court;
    const near = courtsOn(on).filter((one) => one.parent === to && one.code !== executing);
    const participants = [dice.pick(near).code];
    const caseId = `${toAsciiCourt(executing)}-demo${FIRST_CASE + this.opened.length}`;
    const command = disposal(court, at, {
      ...{ disposition: as, reason: dice.pick(OVERLOOKED), row: digestOfRow(row), opens: caseId },
      ...(as === 'DESIGNATE' ? { to } : { participants }),
    });
    story.take(decideHit(story.state, command), command);
    const cast = { executing, deciding, relay: null, participants };
    const plan: Plan = {
      caseId,
      commands: [
        scanOpeningOf({ hit: story.caseId, found: story.state.found, command, row }),
        ...this.actsAfter(afterScan(as === 'DECIDE', cast, dice), at, dice),
      ],
    };
    this.opened.push(plan);
    // As yet without its number and its mark, of which no scan knows.
    const context = { settings, calendar, demo: { asOf, entries: 0 } };
    this.courses.set(key, [courseOf(historyOf(plan, context, asOf, () => 1))]);
    this.endAll(key, at, { as: 'ALREADY_COLLABORATING', collaboration: caseId });
  }

  /** What is not past yet was not done. */
  private actsAfter(steps: readonly Step[], from: number, dice: Dice): PastCommand[] {
    const book = bookWith(this.plan.calendar);
    const acts: PastCommand[] = [];
    let at = from;
    for (const step of steps) {
      const { type, wait, court } = step;
      at =
        wait === 0
          ? laterThatDay(at, dice)
          : inOfficeHours(countWorkdays(book, court, dateOf(toInstant(at)), wait).due, dice);
      if (at > parseInstant(this.plan.asOf)) break;
      acts.push({ type, at: toInstant(at), actor: actorOf(step), with: step.with } as PastCommand);
    }
    return acts;
  }

  private scan(court: CourtCode, person: DemoPerson | null, at: number): void {
    const instant = toInstant(at);
    const asOf = dateOf(instant);
    const id = person ? digestOfScan(court, instant) : clockScanId(court, asOf);
    const look = scanning({ court, by: person ? 'person' : 'clock', asOf, settings: SCAN_SETTINGS });
    const open = this.hits.filter(({ story }) => isOpen(story));
    for (const { story } of open) this.tick(story, at);
    const standing = new Map(open.map((hit) => [`${hit.story.court} ${hit.key}`, hit]));
    const area = new Map<CourtCode, boolean>();
    const isInArea = (code: CourtCode): boolean => {
      const known = area.get(code) ?? isScannedBy(code, { court, asOf });
      area.set(code, known);
      return known;
    };
    const scan: PastScan = { id, court, asOf, at: instant, person, rows: 0, findings: [], opened: [] };
    for (const [key, row] of this.held) {
      const own = standing.has(`${court} ${key}`);
      if (!own && !isInArea(row.court_code)) continue;
      scan.rows += 1;
      const below = standing.get(`${intermediateOf(row.court_code, asOf) ?? ''} ${key}`);
      const exemption = this.exempted.get(`${court} ${key}`);
      const finding = look(row, {
        collaborations: this.coveringAt(key, at),
        open: own,
        exemption: exemption && digestOfRow(exemption.row) === digestOfRow(row) ? { ...exemption, row } : undefined,
        below: below && below.story.court !== court ? { late: isLate(below.story) } : undefined,
      });
      if (!finding) continue;
      scan.findings.push(finding);
      if (finding.list === 'hits' && !own) scan.opened.push(this.open(scan, finding, row));
    }
    this.scans.push(scan);
  }

  private coveringAt(key: string, at: number) {
    return (this.courses.get(key) ?? []).flatMap(({ states }) => {
      const known = states.findLast((each) => each.at <= at);
      return known ? [coveringOf(known.state)] : [];
    });
  }

  private open({ id, court, asOf, at }: PastScan, finding: ScanFinding, row: DocketRow): string {
    const found = scannedCaseOf({ court, asOf, scan: id }, finding, row);
    const story = new FileStory<HitState>(hitIdOf(found), court);
    const { settings, calendar } = this.plan;
    const years = calendarFor(calendar, asOf).filter(({ region }) => regionsOf(court).includes(region));
    const actor = { court, role: 'system' };
    story.take(openHit({ type: 'hit.open', at, actor, with: found }, { settings, calendar: years }));
    const hit = { story, key: finding.key, openedAt: at };
    this.hits.push(hit);
    this.planDisposition(hit, asOf);
    return story.caseId;
  }

  /** Most hits are exempted in time and some too late, some become a collaboration; the others wait, or end by themselves. */
  private planDisposition(hit: HitOfScan, asOf: LocalDate): void {
    const dice = new Dice(
      [...hit.story.caseId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0, SEED),
    );
    const turn = dice.below(8);
    if (turn > 5) return;
    const after = turn < 5 ? dice.between(2, 9) : dice.between(12, 16);
    const day = countWorkdays(bookWith(this.plan.calendar), hit.story.court, asOf, after).due;
    const at = inOfficeHours(day, dice);
    if (at > parseInstant(this.plan.asOf)) return;
    const mayOpen = hit.story.court === HIGH_COURT || after % 2 === 0;
    const kind = turn === OPENED_TURN && mayOpen ? 'open' : 'exempt';
    this.left.push({ kind, hit, at, order: hit.story.caseId });
    this.left.sort(inOrder);
  }
}

const disposal = (court: CourtCode, at: number, given: HitCommand['with']): HitCommand => ({
  type: 'scan.dispose',
  at: toInstant(at),
  actor: actorOf({ court, role: 'commandDirector' }),
  with: given,
});

const isOpen = ({ state }: FileStory<HitState>): boolean => state.status === 'OPEN';
const isLate = ({ state }: FileStory<HitState>): boolean => state.deadlines.some(({ status }) => status === 'LATE');
const digestOfScan = (court: CourtCode, at: Instant): string =>
  hitIdOf({ court, key: at, scan: 'demo' }).replace(/[^a-z0-9]/g, '');

/** At one instant by court: the High Court looks at what the others had left before. */
const inOrder = (a: Happening, b: Happening): number => a.at - b.at || (a.order < b.order ? -1 : 1);
