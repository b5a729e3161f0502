import {
  addDays,
  calendarOf,
  dateOf,
  explainDay,
  parseInstant,
  startOfDay,
  toAsciiCourt,
  toInstant,
  workdaysBetween,
  settingsOf,
} from '@xiezhi/rules';
import type { CalendarBook, LocalDate, Role } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import { inBatches } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { mongo } from 'mongoose';
import { isStale } from '../inbox';
import type { Inbox, InboxMessage } from '../inbox';
import { madeUntil } from './files';
import type { WorkFiles } from './files';
import type { WorkFile, WorkItem } from './item';

export interface RepetitionOptions {
  items: mongo.Collection<WorkItem>;
  files: WorkFiles;
  inbox: Inbox;
  service: Pick<CaseService, 'clock' | 'ledger' | 'metrics'>;
  logger: Logger;
}

/** An item that is to be looked at, by `_id`, on this day of the courts. */
interface DueItem {
  id: string;
  caseId: string;
  today: LocalDate;
}

const BATCH = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** A read model that is behind may be up to date any moment. */
const LONGEST_WAIT_MS = 15_000;
/** The same midnight brings new lateness, which comes before what is told once more. */
const REST = 10;

/**
 * Tells the roles of an overdue duty again at 00:00 of each working day of the court that must act, from the day after the
 * OVERDUE notice until the duty is done. An item knows the day on which it is next to be looked at; a message's id is
 * made of case, deadline, day and addressee. So days that passed while this service was away, or over which a rehearsal's
 * clock was moved, are made up for, and none is told twice. Whether it is done at all is a setting of the case (not law).
 */
export class OverdueRepetition {
  private readonly settle = inBatches<DueItem, boolean>(BATCH, (due) => this.settleTogether(due), { rest: () => REST });

  /** Items that failed or whose case stays behind: when they are tried again, after growing pauses. */
  private readonly resting = new Map<string, { tries: number; until: number }>();

  constructor(private readonly options: RepetitionOptions) {
    options.service.metrics.gauge(
      'xiezhi_repetitions_waiting',
      'Work items whose overdue repetition failed or waits for the read model',
      [],
      (gauge) => gauge.set(this.resting.size),
    );
  }

  /** Makes every message due by now. Returns false when something had to wait for the read model. */
  async run(): Promise<boolean> {
    const { items, service } = this.options;
    const today = dateOf(await service.clock.now());
    const found = await items.find({ repeatOn: { $lte: today } }, { projection: { caseId: 1 } }).toArray();
    const now = performance.now();
    const due = found.filter(({ _id }) => (this.resting.get(_id)?.until ?? 0) <= now);
    const settled = await Promise.all(due.map(({ _id, caseId }) => this.settle({ id: _id, caseId, today })));
    return settled.every(Boolean);
  }

  private async settleTogether(due: DueItem[]): Promise<boolean[]> {
    const { items, inbox } = this.options;
    const cases = await this.upToDate([...new Set(due.map(({ caseId }) => caseId))]);
    const ready = due.filter(({ caseId }) => cases.has(caseId));
    const taken = await items.find({ _id: { $in: ready.map(({ id }) => id) }, repeatOn: { $ne: null } }).toArray();
    const today = due[0]!.today;
    const messages = new Map(taken.map((item) => [item._id, this.messagesOf(item, cases.get(item.caseId)!, today)]));
    const found = taken.filter(({ _id }) => messages.get(_id));
    await inbox.add(found.flatMap(({ _id }) => messages.get(_id) ?? []));
    if (found.length > 0) {
      await items.bulkWrite(
        found.map(({ _id, repeatOn, status }) => ({
          updateOne: {
            filter: { _id, repeatOn, status },
            update: { $set: { repeatOn: status === 'OPEN' ? addDays(today, 1) : null } },
          },
        })),
        { ordered: false },
      );
    }
    for (const { _id } of found) this.resting.delete(_id);
    for (const { id, caseId } of due) if (!cases.has(caseId)) this.rest(id, LONGEST_WAIT_MS);
    return due.map(({ caseId }) => cases.has(caseId));
  }

  /** Undefined for an item that cannot be worked out: it fails alone. */
  private messagesOf(item: WorkItem, file: WorkFile, today: LocalDate): InboxMessage[] | undefined {
    const { state } = file;
    try {
      const told = settingsOf(state).overdueRepetition ? repetitions(item, calendarOf(state), today) : [];
      return told.filter(({ at }) => !isStale(at, madeUntil(file)));
    } catch (err) {
      const tries = this.rest(item._id, LONGEST_PAUSE_MS);
      const { caseId } = item;
      this.options.logger.warn({ err, caseId, item: item._id, tries }, 'overdue repetition failed, again later');
      return undefined;
    }
  }

  private rest(id: string, longest: number): number {
    const tries = (this.resting.get(id)?.tries ?? 0) + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 20), longest);
    this.resting.set(id, { tries, until: performance.now() + pause });
    return tries;
  }

  /**
   * Those of the files of which the read models have everything: what was done may not have reached it, and nobody is
   * reminded of what the ledger knows to be done.
   */
  private async upToDate(caseIds: string[]): Promise<Map<string, WorkFile>> {
    const { files, service } = this.options;
    const documents = await files.find(caseIds);
    const behind = new Set(await service.ledger.ahead(documents.map(({ _id, seq }) => ({ caseId: _id, seq }))));
    return new Map(documents.filter(({ _id }) => !behind.has(_id)).map((document) => [document._id, document]));
  }
}

/** The messages of each working day from the item's next one up to today, as long as it was open at the day's beginning. */
export function repetitions(item: WorkItem, book: CalendarBook, today: LocalDate): InboxMessage[] {
  const { court, deadline, due, expiresAt, repeatOn, doneAt } = item;
  if (deadline === null || due === null || expiresAt === null || repeatOn === null) return [];
  const until = doneAt === null ? Infinity : parseInstant(doneAt);
  const messages: InboxMessage[] = [];
  for (let day = repeatOn; day <= today && startOfDay(day) <= until; day = addDays(day, 1)) {
    if (!explainDay(book, court, day).provisionalWorkday) continue;
    const late = workdaysBetween(book, item.countedBy ?? court, due, day);
    const text = `${item.subject}：“${item.title}”已逾期${late}个工作日，期限为${due}${item.provisional ? '（暂定）' : ''}，请尽快办理。`;
    for (const role of item.roles) messages.push(message(item, deadline, day, role as Role, text));
  }
  return messages;
}

function message(item: WorkItem, deadline: string, day: LocalDate, role: Role, text: string): InboxMessage {
  const { caseId, court, openedSeq, duty, status, seq } = item;
  return {
    _id: `${caseId}:${deadline}:${day}:${toAsciiCourt(court)}:${role}`,
    caseId,
    seq: openedSeq,
    at: toInstant(startOfDay(day)),
    readBy: [],
    court,
    role,
    level: 'OVERDUE',
    text,
    duty,
    ...(status === 'OPEN' ? {} : { settled: seq }),
  };
}
