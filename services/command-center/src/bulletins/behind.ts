import type { BulletinCases } from '@xiezhi/contracts/views';
import {
  behindFigure,
  bulletinFigures,
  codeOn,
  figureIn,
  HIGH_COURT,
  isWithin,
  labelOf,
  newestVersion,
  readsBusinessData,
  readsDockets,
  seesEverything,
  seesLeads,
  visibleInRow,
} from '@xiezhi/rules';
import type { Bulletin, CountedQuota, CourtCode, HalfYear, Instant, LocalDate, OpenedFigure } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { BulletinFile } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import type { CaseRows } from '../case-rows';
import type { Known, KnownCollaboration, KnownHit } from './known';

const KEPT = 2;
const KEEP_MS = 5 * 60_000;

type Item = BulletinCases['items'][number];

export interface BehindQuestion {
  figure: OpenedFigure;
  /** Null for the total. */
  row: CourtCode | null;
  after?: string | undefined;
  limit: number;
}

/** What a version's figures were made of. */
interface Recounted {
  question: {
    court: CourtCode;
    period: HalfYear;
    collaborations: KnownCollaboration[];
    hits: KnownHit[];
    quotas: CountedQuota[];
    previous: { period: HalfYear; frozenAt: Instant } | null;
  };
  figures: Bulletin;
}

const placeOf = ({ number, file }: Item): string => `${number}|${file}`;

/** The cases behind each figure of a bulletin, as they stood when it was frozen. */
export class CasesBehind {
  private readonly kept = new Map<string, { counted: Promise<Recounted>; until: number }>();

  constructor(
    private readonly known: Known,
    private readonly rows: Pick<CaseRows, 'of'>,
  ) {}

  /** @throws Problem NOT_ALLOWED_IN_STATE before a draft, NOT_FOUND for a court that has no row */
  async of(file: BulletinFile, user: PersonUser, today: LocalDate, question: BehindQuestion) {
    const { figure, row, after = '', limit } = question;
    const newest = newestVersion(file.state);
    if (!newest) throw new Problem('NOT_ALLOWED_IN_STATE', '通报尚未起草，没有数字。');
    const { version, frozenAt, figures } = newest;
    if (row !== null && !figures.rows.some(({ court }) => court === row)) {
      throw new Problem('NOT_FOUND', `这份通报没有${row}的数字。`);
    }
    const recounted = await this.recounted(file, frozenAt);
    const { collaborations, hits } = behindFigure(recounted.question, row, figure);
    const seen = seenCollaborations(collaborations, user, today, figure);
    const items = [...seen.map(ofCollaboration), ...seenHits(hits, user, today).map(ofHit)].sort((a, b) =>
      placeOf(a) < placeOf(b) ? -1 : 1,
    );
    const rest = items.filter((item) => placeOf(item) > after);
    const page = rest.slice(0, limit);
    const shown = await this.stillSeen(page, user, today);
    const cases = collaborations.length + hits.length;
    return {
      ...{ bulletin: file._id, version, frozenAt },
      counted: figureIn(figures, row, figure),
      recounted: figureIn(recounted.figures, row, figure),
      ...{ cases, hidden: cases - items.length + page.length - shown.length, items: shown },
      next: rest.length > limit ? placeOf(page.at(-1)!) : null,
    };
  }

  /** A frozen instant does not change, so what was counted for one reader serves the next. */
  private recounted({ _id, state: { subject } }: BulletinFile, frozenAt: Instant): Promise<Recounted> {
    const key = `${_id} ${frozenAt}`;
    const known = this.kept.get(key);
    if (known && known.until > performance.now()) return known.counted;
    const counted = this.count(subject, frozenAt);
    this.kept.delete(key);
    this.kept.set(key, { counted, until: performance.now() + KEEP_MS });
    for (const old of [...this.kept.keys()].slice(0, -KEPT)) this.kept.delete(old);
    counted.catch(() => this.kept.delete(key));
    return counted;
  }

  private async count({ court, period }: BulletinFile['state']['subject'], frozenAt: Instant): Promise<Recounted> {
    const { known } = this;
    const [collaborations, hits, quotas, previous] = await Promise.all([
      known.collaborationsAsOf(frozenAt, court === HIGH_COURT ? undefined : court),
      known.hits(),
      known.quotas(frozenAt),
      known.before({ court, period }, frozenAt),
    ]);
    const question = { court, period, collaborations, hits, quotas, previous };
    return { question, figures: bulletinFigures(question) };
  }

  /** What was counted is kept for a while, in which a case may be withheld from a reader. */
  private async stillSeen(page: readonly Item[], user: PersonUser, today: LocalDate): Promise<Item[]> {
    if (seesEverything(readerOf(user), today)) return [...page];
    const withheld = new Set<string>();
    for await (const { caseId, text } of this.rows.of(page.map(({ file }) => file))) {
      if (!visibleInRow(text).includes(user.court)) withheld.add(caseId);
    }
    return page.filter(({ file }) => !withheld.has(file));
  }
}

/** Those that a reader may be told of; which cases have leads is told to whoever supervises (Art. 13). */
function seenCollaborations(
  collaborations: KnownCollaboration[],
  user: PersonUser,
  today: LocalDate,
  figure: OpenedFigure,
): KnownCollaboration[] {
  const reader = readerOf(user);
  if (!readsBusinessData(reader) || (figure.startsWith('leads.') && !seesLeads(reader))) return [];
  if (seesEverything(reader, today)) return collaborations;
  return collaborations.filter(({ visibleTo }) => visibleTo.includes(user.court));
}

/** Hits are looked at by whoever looks at the docket of the court that scanned. */
function seenHits(hits: KnownHit[], user: PersonUser, today: LocalDate): KnownHit[] {
  if (!readsDockets(readerOf(user))) return [];
  const own = codeOn(user.court, today);
  return hits.filter(({ court }) => isWithin(codeOn(court, today), own, today));
}

const ofCollaboration = (one: KnownCollaboration): Item => ({
  file: one.caseId,
  number: labelOf(one),
  caseNumber: one.caseNumber,
  executingCourt: one.executingCourt,
  on: one.receivedOn,
});

const ofHit = ({ hitId, caseNumber, executingCourt, openedOn }: KnownHit): Item => ({
  file: hitId,
  number: caseNumber,
  caseNumber,
  executingCourt,
  on: openedOn,
});
