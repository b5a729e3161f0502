import {
  addDays,
  courtByCode,
  courtsOn,
  dateOf,
  HIGH_COURT,
  intermediateOf,
  parseInstant,
  superiorOf,
  toAsciiCourt,
  toInstant,
} from '@xiezhi/rules';
import type { CalendarYear, CaseFields, CourtCode, GroundCode, Instant, LocalDate, Settings } from '@xiezhi/rules';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inOfficeHours, laterThatDay, PastWorkdays } from './days';
import { Dice } from './dice';
import { historyOf } from './history';
import type { Draw, DrawSerial, History, Plan } from './history';
import { LINES } from './line';
import type { Line } from './line';
import { actorOf, scriptOf } from './script';
import type { Cast, Step } from './script';
import { amountOf, causeOf, groundOf, mattersOf, partiesOf, yearOf } from './words';

export interface ProvinceOptions {
  /** Up to when the histories go: the courts' now. */
  asOf: Instant;
  settings: Settings;
  /** Published calendar years that replace the shipped ones. */
  calendar: CalendarYear[];
}

const SEED = 20_180_514;
/** Two courts for which a demonstration has accounts: they get a case in four. */
export const SHOWN: readonly CourtCode[] = ['吉0104', '吉0105'];
/** Serials of invented enforcement cases begin here, well above those that courts use. */
const FIRST_SERIAL = 90_001;
/** No history is longer; courts of that day and of today are the ones used. */
export const LONGEST_DAYS = 500;

/** Plays every case; some seconds of computing, so others have their turn between two cases. */
async function play(
  plans: readonly Plan[],
  { settings, calendar, asOf }: ProvinceOptions,
  { entriesOf, draw }: { entriesOf: (caseId: string) => number; draw: DrawSerial },
): Promise<History[]> {
  const played: History[] = [];
  for (const plan of plans) {
    const demo = { asOf: toInstant(parseInstant(asOf)), entries: entriesOf(plan.caseId) };
    played.push(historyOf(plan, { settings, calendar, demo }, asOf, draw));
    await nextTurn();
  }
  return played;
}

/** The province's cases as they went, without marks and with numbers of no meaning. */
export const draftsOf = (options: ProvinceOptions): Promise<History[]> =>
  play(plansOf(options.asOf), options, { entriesOf: () => 0, draw: () => 1 });

/**
 * The demonstration's province: cases of every kind with the histories they would have had, relative to `asOf`. The same
 * options give the same cases to the last byte. Numbers of documents are 1, 2, 3 … per court and year in the order in
 * which they were drawn.
 * @param scanned what scans of its dockets have opened beside
 */
export async function provinceOf(options: ProvinceOptions, scanned: readonly Plan[] = []): Promise<History[]> {
  const plans = [...plansOf(options.asOf), ...scanned];
  // First without numbers, to see in which order they are drawn and how many entries each case has.
  const draws: Draw[] = [];
  const drafts = await play(plans, options, { entriesOf: () => 0, draw: (draw) => draws.push(draw) });
  const entries = new Map(drafts.map((draft) => [draft.caseId, draft.entries.length]));
  const serials = serialsOf(draws);
  return play(plans, options, {
    entriesOf: (caseId) => entries.get(caseId) ?? 0,
    draw: ({ caseId }) => serials.get(caseId) ?? 0,
  });
}

/** 1, 2, 3 … per court and year, by the instant of drawing. */
function serialsOf(draws: readonly Draw[]): Map<string, number> {
  const last = new Map<string, number>();
  const inOrder = [...draws].sort((a, b) => parseInstant(a.at) - parseInstant(b.at) || (a.caseId < b.caseId ? -1 : 1));
  return new Map(
    inOrder.map(({ caseId, court, year }) => {
      const serial = (last.get(`${court} ${year}`) ?? 0) + 1;
      last.set(`${court} ${year}`, serial);
      return [caseId, serial];
    }),
  );
}

function plansOf(asOf: Instant): Plan[] {
  const today = dateOf(asOf);
  const past = new PastWorkdays(today);
  const courts = new Courts(today, new Dice(SEED));
  let number = 0;
  return LINES.flatMap((line, row) =>
    Array.from({ length: line.count }, (_, index) => {
      number += 1;
      const dice = new Dice(SEED + number * 7_919);
      const code = line.grounds?.[index % line.grounds.length] ?? '3-1';
      const cast = courts.castOf(line, code, row + index);
      const [from, to] = line.age;
      const age = from + (index % (to - from + 1 > line.count ? line.count : to - from + 1)) * stride(line);
      const commands = commandsOf(scriptOf(line, cast, dice), Math.min(age, to), past, dice, (opened) =>
        openingFields({ line, code, cast, number, opened, dice, others: courts.elsewhere(cast, line) }),
      );
      return { caseId: `${toAsciiCourt(cast.executing)}-demo${String(number).padStart(4, '0')}`, commands };
    }),
  );
}

/** Few cases over a long span of ages are spread over it. */
const stride = ({ age: [from, to], count }: Line): number =>
  to - from + 1 > count && count > 1 ? Math.floor((to - from) / (count - 1)) : 1;

class Courts {
  private readonly basic: CourtCode[];
  private readonly intermediate: CourtCode[];
  private turn = 0;
  private ownTurn = 0;

  constructor(
    private readonly today: LocalDate,
    dice: Dice,
  ) {
    const then = new Set(courtsOn(addDays(today, -LONGEST_DAYS)).map(({ code }) => code));
    const lasting = courtsOn(today).filter(({ code }) => then.has(code));
    this.basic = dice.shuffled(lasting.filter(({ tier }) => tier === 'BASIC').map(({ code }) => code));
    this.intermediate = lasting.filter(({ tier }) => tier === 'INTERMEDIATE').map(({ code }) => code);
  }

  castOf(line: Line, code: GroundCode, index: number): Cast {
    if (line.route === 'ART9') return this.ownCase();
    const executing = index % 4 === 0 ? (SHOWN[(index / 4) % SHOWN.length] ?? '吉0104') : this.nextBasic();
    const superior = superiorOf(executing, this.today)?.code ?? HIGH_COURT;
    if (line.route !== 'ART8') {
      const near = this.neighbours(executing);
      // The other courts of a series must have somebody to enforce with.
      return { executing, deciding: superior, relay: null, participants: near.slice(0, code === '3-5' ? 2 : 1) };
    }
    const far = this.elsewhere({ executing, deciding: HIGH_COURT }, line).slice(0, 2);
    return { executing, deciding: HIGH_COURT, relay: superior, participants: far };
  }

  /** Courts whose cases or property an application may name: of the same region, or by Art. 8 of another one. */
  elsewhere({ executing }: Pick<Cast, 'executing' | 'deciding'>, { route }: Line): CourtCode[] {
    if (route !== 'ART8') return this.neighbours(executing);
    const home = intermediateOf(executing, this.today);
    const others = this.basic.filter((code) => intermediateOf(code, this.today) !== home);
    const start = (this.basic.indexOf(executing) * 5) % others.length;
    const region = intermediateOf(others[start] ?? '', this.today);
    return others.filter((code) => intermediateOf(code, this.today) === region);
  }

  private ownCase(): Cast {
    const executing = this.intermediate[this.ownTurn % this.intermediate.length] ?? '吉01';
    this.ownTurn += 1;
    const participants = this.basic.filter((code) => intermediateOf(code, this.today) === executing).slice(0, 1);
    return { executing, deciding: HIGH_COURT, relay: null, participants };
  }

  private nextBasic(): CourtCode {
    const code = this.basic[this.turn % this.basic.length] ?? '吉0104';
    this.turn += 1;
    return code;
  }

  private neighbours(executing: CourtCode): CourtCode[] {
    const home = intermediateOf(executing, this.today);
    const near = this.basic.filter((code) => code !== executing && intermediateOf(code, this.today) === home);
    const shown = SHOWN.filter((code) => near.includes(code));
    return [...shown, ...near.filter((code) => !shown.includes(code))];
  }
}

/** @param age working days between the last act and today */
function commandsOf(
  steps: readonly Step[],
  age: number,
  past: PastWorkdays,
  dice: Dice,
  fields: (opened: LocalDate) => object,
): Plan['commands'] {
  let ago = age + steps.reduce((sum, { wait }, index) => sum + (index === 0 ? 0 : wait), 0);
  let at = 0;
  return steps.map((step, index) => {
    if (index > 0) ago -= step.wait;
    at = index > 0 && step.wait === 0 ? laterThatDay(at, dice) : inOfficeHours(past.ago(ago), dice);
    const instant = toInstant(at);
    return {
      type: step.type,
      at: instant,
      actor: actorOf(step),
      with: index === 0 ? fields(dateOf(instant)) : step.with,
    };
  }) as unknown as Plan['commands'];
}

interface OpeningOptions {
  line: Line;
  code: GroundCode;
  cast: Cast;
  number: number;
  opened: LocalDate;
  dice: Dice;
  others: readonly CourtCode[];
}

function openingFields({ line, code, cast, number, opened, dice, others }: OpeningOptions): object {
  // Ground 3-1 asks for two years; the others come at any age.
  const filingDate = addDays(opened, -(code === '3-1' ? dice.between(760, 1_500) : dice.between(120, 900)));
  const serial = FIRST_SERIAL + number;
  const { claim, materials } = groundOf(code, others, yearOf(filingDate), FIRST_SERIAL + 5_000 + number * 2);
  const fields: CaseFields = {
    caseNumber: `（${yearOf(filingDate)}）${cast.executing}执${serial}号`,
    filingDate,
    cause: causeOf(dice),
    parties: partiesOf(dice),
    basis: {
      document: '民事判决书（演示）',
      number: `（${yearOf(filingDate)}）${cast.executing}民初${serial}号`,
      madeBy: courtByCode(cast.executing, filingDate)?.name ?? cast.executing,
      date: filingDate,
    },
    claimAmount: amountOf(dice),
    hasProperty: true,
    grounds: [claim],
    matters: mattersOf(dice),
    materials,
  };
  if (line.route !== 'ART4') return { to: cast.deciding, ...fields };
  const origin = line.origin ?? 'EX_OFFICIO';
  const letter = { number: `演示函〔${yearOf(opened)}〕${number}号`, issuedBy: '吉林省高级人民法院', channel: '督办' };
  return { origin, executingCourt: cast.executing, ...(origin === 'EX_OFFICIO' ? {} : { letter }), ...fields };
}
