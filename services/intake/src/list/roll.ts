import { oneNumber, parseInstant } from '@xiezhi/rules';
import type { CaseStatus, CourtCode, GroundCode, Instant, LocalDate, Route } from '@xiezhi/rules';
import { searchable } from '@xiezhi/case-kit';
import type { CaseDocument } from '@xiezhi/case-kit';
import type { ListFields } from './fields';

/** A document of the read model as far as the list needs it. */
export type ListDocument = Pick<CaseDocument, '_id' | 'seq' | 'status' | 'visibleTo' | 'restricted' | 'updatedAt'> & {
  list: ListFields;
};

/** One line of the list. */
export interface Row {
  caseId: string;
  seq: number;
  state: CaseStatus;
  visibleTo: readonly CourtCode[];
  restricted: boolean;
  demo: boolean;
  updatedAt: Instant;
  route: Route;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  documentNumber: string | null;
  caseNumber: string;
  cause: string;
  grounds: readonly GroundCode[];
  receivedOn: LocalDate;
  due: LocalDate | null;
  expiresAt: Instant | null;
  countedBy: CourtCode | null;
  /** The due day is not certain yet: nothing is late by it. */
  provisional: boolean;
  applicants: string;
  respondents: string;
  /** Numbers, cause and names, each on a line, as `searchable` makes them. */
  text: string;
  /** Sort keys, smallest first: ms since 1970, the received day as yyyymmdd. */
  updated: number;
  expires: number;
  received: number;
}

/** Sorts behind every instant, and survives a cursor. */
export const NO_CLOCK = Number.MAX_SAFE_INTEGER;

/** 300,000 cases share a few hundred courts, days and words: each is kept once. */
class Shared {
  private readonly texts = new Map<string, string>();
  private readonly lists = new Map<string, readonly string[]>();

  text<T extends string | null>(text: T): T {
    if (text === null) return text;
    const known = this.texts.get(text);
    if (known !== undefined) return known as T;
    this.texts.set(text, text);
    return text;
  }

  list<T extends string>(list: readonly T[]): readonly T[] {
    const key = list.join();
    const known = this.lists.get(key);
    if (known) return known as readonly T[];
    const kept = list.map((text) => this.text(text));
    this.lists.set(key, kept);
    return kept;
  }
}

/**
 * Every case of the installation as one line in memory. Any filter, sort and count is one pass over it, which for
 * 300,000 lines is a matter of milliseconds whatever is combined, and no database needs an index for each combination.
 */
export class Roll {
  private readonly lines = new Map<string, Row>();
  private readonly shared = new Shared();

  get size(): number {
    return this.lines.size;
  }

  /** Takes a document's present state; an older one than is known is left aside. */
  put(document: ListDocument): void {
    const known = this.lines.get(document._id);
    if (known && known.seq > document.seq) return;
    this.lines.set(document._id, this.rowOf(document));
  }

  remove(caseId: string): void {
    this.lines.delete(caseId);
  }

  seqOf(caseId: string): number {
    return this.lines.get(caseId)?.seq ?? 0;
  }

  rows(): Iterable<Row> {
    return this.lines.values();
  }

  private rowOf({ _id: caseId, seq, status, visibleTo, restricted, updatedAt, list }: ListDocument): Row {
    const said = [list.caseNumber, oneNumber(list.caseNumber), list.documentNumber ?? '', list.cause];
    const { shared } = this;
    return {
      caseId,
      seq,
      state: shared.text(status),
      visibleTo: shared.list(visibleTo),
      restricted,
      demo: list.demo,
      updatedAt,
      route: shared.text(list.route),
      executingCourt: shared.text(list.executingCourt),
      decidingCourt: shared.text(list.decidingCourt),
      documentNumber: list.documentNumber,
      caseNumber: list.caseNumber,
      cause: shared.text(list.cause),
      grounds: shared.list(list.grounds),
      receivedOn: shared.text(list.receivedOn),
      due: shared.text(list.due),
      expiresAt: shared.text(list.expiresAt),
      countedBy: shared.text(list.countedBy),
      provisional: list.provisional,
      applicants: list.applicants,
      respondents: list.respondents,
      text: [...said.map(searchable), ...list.names].join('\n'),
      updated: parseInstant(updatedAt),
      expires: list.expiresAt === null ? NO_CLOCK : parseInstant(list.expiresAt),
      received: Number(list.receivedOn.replaceAll('-', '')),
    };
  }
}
