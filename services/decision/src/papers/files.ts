import { bulletinEventOf, FILE_KIND_NAMES, hitEventOf, isCollaboration, kindOf } from '@xiezhi/contracts';
import type { FileKindName, LedgerEntry } from '@xiezhi/contracts';
import { READ_MODELS } from '@xiezhi/contracts/installation';
import {
  BULLETIN,
  codeOn,
  codesOf,
  DISPOSITIONS_IN_WRITING,
  HIT,
  ISSUING_FILE_EVENTS,
  isWithin,
  papersOfBulletin,
  papersOfHit,
  readsBulletins,
  readsBusinessData,
  readsDockets,
  toInstant,
} from '@xiezhi/rules';
import type { CourtCode, LocalDate, Paper, Reader } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { createProjection, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Projection, ProjectionDocument } from '@xiezhi/service-kit';

/** What this service keeps of a file that is no collaboration: whose it is, and whom its papers are addressed to. */
export interface PaperFile extends ProjectionDocument {
  /** The court that scans, or tells of its half-year. */
  court: CourtCode;
  /** Of a hit. */
  executingCourt?: CourtCode;
  /** The courts that papers of it have gone to. */
  addressed: CourtCode[];
}

interface FilePapers {
  /** The fields that an entry changes. */
  apply(entry: LedgerEntry, previous: PaperFile | null): Partial<Omit<PaperFile, '_id' | 'seq'>>;
  /** What the last of a file's entries, all of them given, issues. */
  papersOf(entries: readonly LedgerEntry[]): Paper[];
  /** Who supervises the file's court and those below it. */
  supervises(reader: Reader): boolean;
}

function ofLast<S, E>(
  kind: { evolve(state: S | null, event: E): S },
  eventOf: (entry: LedgerEntry) => E,
  papersOf: (event: E, state: S) => Paper[],
) {
  return (entries: readonly LedgerEntry[]): Paper[] => {
    let state: S | null = null;
    let last: E | undefined;
    for (const entry of entries) {
      last = eventOf(entry);
      state = kind.evolve(state, last);
    }
    return last === undefined || state === null ? [] : papersOf(last, state);
  };
}

const FILES = {
  hit: {
    apply(entry, previous) {
      const event = hitEventOf(entry);
      if (event.type === 'hit.opened') {
        const { court, executingCourt } = event.payload;
        return { court, executingCourt, addressed: [] };
      }
      if (event.type !== 'hit.disposed') return {};
      const { as, to } = event.payload;
      if (!DISPOSITIONS_IN_WRITING.has(as)) return {};
      return { addressed: [previous?.executingCourt, to].filter((court) => court !== undefined) };
    },
    papersOf: ofLast(HIT, hitEventOf, papersOfHit),
    supervises: readsDockets,
  },
  bulletin: {
    apply(entry, previous) {
      const event = bulletinEventOf(entry);
      if (event.type === 'bulletin.opened') return { court: event.payload.court, addressed: [] };
      if (event.type !== 'bulletin.issued') return {};
      return { addressed: [...new Set([...(previous?.addressed ?? []), ...event.payload.to])].sort() };
    },
    papersOf: ofLast(BULLETIN, bulletinEventOf, papersOfBulletin),
    supervises: readsBulletins,
  },
} as const satisfies Partial<Record<FileKindName, FilePapers>>;

type Kind = keyof typeof FILES;
const isKind = (kind: FileKindName): kind is Kind => Object.hasOwn(FILES, kind);
const FOLLOWED = FILE_KIND_NAMES.filter(isKind);

/**
 * Who supervises the court or one above it; and of what is addressed to a court everybody there, but for the administrators
 * of the system.
 */
export function mayReadPapers(kind: Kind, file: PaperFile, reader: Reader, today: LocalDate): boolean {
  const own = codeOn(reader.court, today);
  if (FILES[kind].supervises(reader) && isWithin(codeOn(file.court, today), own, today)) return true;
  const codes = codesOf(reader.court);
  return readsBusinessData(reader) && file.addressed.some((court) => codes.includes(court));
}

const UNSEEN = '没有这份文件，或者无权查看。';

type Deps = Pick<CaseService, 'name' | 'connection' | 'feed' | 'ledger' | 'logger' | 'metrics' | 'clock' | 'onClose'>;

/** The files of supervision, followed for the papers that they issue (Arts. 14, 16). */
export class SupervisionFiles {
  private readonly files: Record<Kind, Projection<PaperFile>>;

  constructor(private readonly deps: Deps) {
    this.files = { hit: this.model('hit'), bulletin: this.model('bulletin') };
  }

  /** @param record takes what an entry issues */
  follow({ record }: { record(entry: LedgerEntry, papers: () => Paper[]): Promise<void> }): void {
    for (const kind of FOLLOWED) {
      this.files[kind].follow({
        extraEffects: async (entry) => {
          if (!ISSUING_FILE_EVENTS.has(entry.type)) return;
          const entries = await this.upTo(entry);
          await record(entry, () => FILES[kind].papersOf(entries));
        },
      });
    }
  }

  private model(kind: Kind): Projection<PaperFile> {
    const { name: service, onClose, ...base } = this.deps;
    const files = createProjection<PaperFile>({
      ...base,
      service,
      name: READ_MODELS[`${kind}Papers`],
      of: kind,
      apply: (entry, previous) => ({ set: FILES[kind].apply(entry, previous) }),
    });
    onClose(`papers of ${kind}`, () => files.close());
    return files;
  }

  /** The entries of a file up to one of them. */
  private async upTo({ caseId, seq }: LedgerEntry): Promise<LedgerEntry[]> {
    const entries: LedgerEntry[] = [];
    while (entries.length < seq) {
      const page = await this.deps.ledger.entries(caseId, entries.length + 1);
      if (page.length === 0) throw new Error(`the ledger does not have entry ${entries.length + 1} of ${caseId}`);
      entries.push(...page);
    }
    return entries.slice(0, seq);
  }

  /**
   * Makes sure that somebody may read the papers of a file, as of an entry they have heard of.
   * @throws Problem NOT_FOUND for what they may not read, and for no file
   */
  async requireReadable(fileId: string, user: PersonUser, after?: number): Promise<void> {
    const kind = kindOf(fileId);
    if (isCollaboration(fileId) || !isKind(kind)) throw new Problem('NOT_FOUND', UNSEEN);
    const files = this.files[kind];
    const today = toInstant(await this.deps.clock.now()).slice(0, 10);
    const found = async (): Promise<PaperFile | null> => {
      const file = await files.get(fileId);
      return file && mayReadPapers(kind, file, readerOf(user), today) ? file : null;
    };
    let file = await found();
    if (after !== undefined && !(file && file.seq >= after)) {
      await files.reach([{ caseId: fileId, seq: after }], user.sub, { awaited: file !== null });
      file = await found();
    }
    if (!file) throw new Problem('NOT_FOUND', UNSEEN);
  }
}
