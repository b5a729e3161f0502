import { demoPerson, eventOf } from '@xiezhi/contracts';
import {
  bulletinFigures,
  bulletinIdOf,
  bulletinOpensAt,
  bookWith,
  calendarFor,
  countedCollaboration,
  countWorkdays,
  dateOf,
  decideBulletin,
  decideBulletinSystem,
  halfYearBefore,
  halfYearOf,
  HIGH_COURT,
  isRestricted,
  labelOf,
  needsBulletin,
  openBulletin,
  parseInstant,
  regionsOf,
  toInstant,
} from '@xiezhi/rules';
import type {
  BulletinCommand,
  BulletinState,
  BulletinSubject,
  CalendarYear,
  CountedCollaboration,
  CountedHit,
  CountedQuota,
  CourtCode,
  Frozen,
  HalfYear,
  Instant,
  LocalDate,
  Settings,
} from '@xiezhi/rules';
import { inOfficeHours } from './days';
import { Dice } from './dice';
import { FileStory } from './file-story';
import type { History } from './history';
import type { Import } from './docket';
import type { HitOfScan } from './scans';
import { BULLETIN_TEXTS } from './words';

export interface BulletinsPlan {
  asOf: Instant;
  settings: Settings;
  calendar: CalendarYear[];
  histories: readonly History[];
  imports: readonly Import[];
  hits: readonly HitOfScan[];
  /** In force at an instant. */
  quotasAt(at: Instant): CountedQuota[];
  /** Courts that have not issued the last half-year's: drafted, or not even begun. */
  drafted: CourtCode;
  forgotten: CourtCode;
}

const SEED = 16;

/** The two half-years that ended last, the earlier one first. */
export const pastHalfYears = (asOf: Instant): [HalfYear, HalfYear] => {
  const last = halfYearBefore(halfYearOf(dateOf(asOf)));
  return [halfYearBefore(last), last];
};

interface Counted extends CountedCollaboration {
  restricted: boolean;
}

/** What was known of the collaborations, each counted once for every number of its entries that is asked for. */
export class KnownHistories {
  private readonly counted = new Map<string, Counted | undefined>();

  constructor(private readonly histories: readonly History[]) {}

  at(instant: Instant): Counted[] {
    const until = parseInstant(instant);
    return this.histories.flatMap((history) => {
      const known = history.entries.findLastIndex((entry) => parseInstant(entry.at) <= until) + 1;
      return this.count(history, known) ?? [];
    });
  }

  private count({ caseId, entries, state }: History, known: number): Counted | undefined {
    const name = `${caseId} ${known}`;
    if (!this.counted.has(name)) {
      const counted = countedCollaboration(caseId, entries.slice(0, known).map(eventOf));
      this.counted.set(name, counted && { ...counted, restricted: isRestricted(state) });
    }
    return this.counted.get(name);
  }
}

export const countedHits = (hits: readonly HitOfScan[], at: Instant): CountedHit[] =>
  hits
    .filter(({ openedAt }) => parseInstant(openedAt) <= parseInstant(at))
    .map(({ story: { state }, openedAt }) => {
      const { court, executingCourt, caseNumber } = state.found;
      const known = state.disposed !== null && state.disposed.on <= dateOf(at) ? state.disposed : null;
      return {
        ...{ court, executingCourt, caseNumber, openedOn: dateOf(openedAt) },
        disposed: known && { as: known.as, on: known.on },
      };
    });

class PastBulletins {
  private readonly frozen = new Map<CourtCode, { period: HalfYear; frozenAt: Instant }>();

  private readonly known: KnownHistories;

  constructor(private readonly plan: BulletinsPlan) {
    this.known = new KnownHistories(plan.histories);
  }

  of(period: HalfYear, last: boolean): FileStory<BulletinState>[] {
    const { plan } = this;
    const at = bulletinOpensAt(period);
    if (parseInstant(at) > parseInstant(plan.asOf)) return [];
    const held = plan.imports.filter((each) => parseInstant(each.at) < parseInstant(at));
    const courts = new Set(held.flatMap(({ rows }) => rows.map(({ court_code }) => court_code)));
    return needsBulletin(period, this.known.at(at), courts).map((court, turn) => {
      const story = new FileStory<BulletinState>(bulletinIdOf({ court, period }), court);
      const calendar = calendarFor(plan.calendar, dateOf(at)).filter(({ region }) => regionsOf(court).includes(region));
      const context = { settings: plan.settings, calendar };
      story.take(
        openBulletin({ type: 'bulletin.open', at, actor: { court, role: 'clock' }, with: { court, period } }, context),
      );
      this.work(story, { period, last, turn });
      story.take(decideBulletinSystem(story.state, { type: 'clock.tick', at: plan.asOf }));
      return story;
    });
  }

  private work(
    story: FileStory<BulletinState>,
    { period, last, turn }: { period: HalfYear; last: boolean; turn: number },
  ) {
    const { court } = story;
    if (last && court === this.plan.forgotten) return;
    const dice = new Dice(SEED + turn * 97 + (last ? 1 : 0));
    const on = (workday: number) => this.instantOn(court, story.state.openedAt, workday, dice);
    const text = BULLETIN_TEXTS[turn % BULLETIN_TEXTS.length]!;
    const drafted = on(dice.between(4, 8));
    this.give(story, 'bulletin.draft', drafted, { period, ...text, ...this.figures({ court, period }, drafted) });
    if (last && court === this.plan.drafted) return;
    this.give(story, 'bulletin.issue', on(dice.between(9, 12)), { period });
    if (last || court !== HIGH_COURT) return;
    const corrected = on(20);
    const reason = '第一版印发后有案件补登，更正有关数字。';
    this.give(story, 'bulletin.correct', corrected, { period, reason, ...this.figures({ court, period }, corrected) });
    this.give(story, 'bulletin.issue', on(22), { period });
  }

  private instantOn(court: CourtCode, from: Instant, workday: number, dice: Dice): Instant {
    const day: LocalDate = countWorkdays(bookWith(this.plan.calendar), court, dateOf(from), workday).due;
    return toInstant(inOfficeHours(day, dice));
  }

  /** What is not past yet was not done. */
  private give(story: FileStory<BulletinState>, type: BulletinCommand['type'], at: Instant, given: object): void {
    if (parseInstant(at) > parseInstant(this.plan.asOf)) return;
    const { court } = story;
    const role = type === 'bulletin.issue' ? 'bureauDirector' : 'assessor';
    const { username: sub, name } = demoPerson(court, role);
    const command = { type, at, actor: { court, role, name, sub }, with: given } as BulletinCommand;
    const state = story.take(decideBulletin(story.state, command), command);
    const frozenAt = state.versions.at(-1)?.frozenAt;
    if (frozenAt !== undefined) this.frozen.set(court, { period: state.subject.period, frozenAt });
  }

  private figures({ court, period }: BulletinSubject, at: Instant): Frozen {
    const { plan } = this;
    const before = this.frozen.get(court);
    const collaborations = this.known.at(at);
    const figures = bulletinFigures({
      ...{ court, period, collaborations, hits: countedHits(plan.hits, at), quotas: plan.quotasAt(at) },
      previous: before && before.period < period ? before : null,
    });
    const listed = new Set([...figures.total.overdue, ...figures.lateEntries]);
    const restricted = collaborations.filter((one) => one.restricted && listed.has(labelOf(one))).map(labelOf);
    return { figures, restricted: [...new Set(restricted)].sort() };
  }
}

/** The bulletins of the two half-years that ended last, as far as they were drafted and issued. */
export function bulletinsOf(plan: BulletinsPlan): FileStory<BulletinState>[] {
  const bulletins = new PastBulletins(plan);
  const [before, last] = pastHalfYears(plan.asOf);
  return [...bulletins.of(before, false), ...bulletins.of(last, true)];
}
