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
} from '@xiezhi/rules';
import type { CalendarBook, LocalDate, Role } from '@xiezhi/rules';
import type { CaseService, Logger } from '@xiezhi/service-kit';
import type { mongo } from 'mongoose';
import type { Inbox, InboxMessage } from '../inbox';
import type { WorkItem } from './item';

export interface RepetitionOptions {
  items: mongo.Collection<WorkItem>;
  inbox: Inbox;
  service: Pick<CaseService, 'cases' | 'clock' | 'ledger'>;
  logger: Logger;
}

/**
 * Tells the roles of an overdue duty again at 00:00 of each working day of the court that must act, from the day after the
 * OVERDUE notice until the duty is done. An item knows the day on which it is next to be looked at; a message's id is
 * made of case, deadline, day and addressee. So days that passed while this service was away, or over which a rehearsal's
 * clock was moved, are made up for, and none is told twice. Whether it is done at all is a setting of the case (not law).
 */
export class OverdueRepetition {
  constructor(private readonly options: RepetitionOptions) {}

  /** Makes every message due by now. Returns false when something had to wait for the read model. */
  async run(): Promise<boolean> {
    const { items, service } = this.options;
    const today = dateOf(await service.clock.now());
    const due = await items.find({ repeatOn: { $lte: today } }, { projection: { caseId: 1 } }).toArray();
    let current = true;
    for (const { _id, caseId } of due) current = (await this.settle(_id, caseId, today)) && current;
    return current;
  }

  private async settle(id: string, caseId: string, today: LocalDate): Promise<boolean> {
    const { items, inbox, service } = this.options;
    const document = await service.cases.get(caseId);
    if (!document) return false;
    // What was done may not have reached this read model: nobody is reminded of what the ledger knows to be done.
    if ((await service.ledger.entries(caseId, document.seq + 1, 1)).length > 0) return false;
    const item = await items.findOne({ _id: id });
    if (!item || item.repeatOn === null) return true;
    if (document.state.settings.overdueRepetition ?? true)
      await inbox.add(repetitions(item, calendarOf(document.state), today));
    const repeatOn = item.status === 'OPEN' ? addDays(today, 1) : null;
    await items.updateOne({ _id: id, repeatOn: item.repeatOn, status: item.status }, { $set: { repeatOn } });
    return true;
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
  const { caseId, court, openedSeq } = item;
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
  };
}
