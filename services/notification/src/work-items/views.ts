import {
  calendarOf,
  codesOf,
  dateOf,
  lampOf,
  oneNumber,
  readsBusinessData,
  seesEverything,
  SHIPPED_CALENDAR,
  toInstant,
} from '@xiezhi/rules';
import type { AwaitedCommand, LampReading, LocalDate } from '@xiezhi/rules';
import { readerOf, searchable } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { CourtClock, PersonUser } from '@xiezhi/service-kit';
import type { mongo } from 'mongoose';
import type { WorkFiles } from './files';
import type { WorkItem } from './item';

export const VIEWS = {
  'due-soon': '即将逾期',
  overdue: '逾期未办',
  todo: '待办',
  done: '已办',
  initiated: '我发起的',
  cc: '抄送',
} as const;
export type ViewName = keyof typeof VIEWS;

/** Roles that look after the work of courts below as well. */
const SUPERVISORS = ['bureauDirector', 'commandDirector', 'president', 'inspector'];

/**
 * By what the rows of a view follow each other; each order is made total by the item's id. The nearest deadline is first of
 * all and in each group, what was done is listed latest first.
 */
const ORDERS = {
  due: ['order'],
  since: ['since'],
  act: ['title', 'order'],
  court: ['executingCourt', 'order'],
  case: ['caseNumber', 'order'],
} as const satisfies Record<string, readonly (keyof WorkItem)[]>;
export type Sort = keyof typeof ORDERS;
export const SORTS = Object.keys(ORDERS) as [Sort, ...Sort[]];

export interface Question {
  view: ViewName;
  limit: number;
  cursor?: string | undefined;
  sort?: Sort | undefined;
  /** A part of a number, a party or the cause. */
  q?: string | undefined;
  /** The command that is awaited. */
  command?: string | undefined;
  /** Whose the enforcement case is, by its code. */
  executing?: string | undefined;
  /** The court that must act; default: the reader's own, in 抄送 any other. */
  court?: string | undefined;
}

/** An item as it is on a day of the courts. */
export type Lit = WorkItem & LampReading & { readOn: LocalDate };

type Filter = mongo.Filter<WorkItem>;

/** Work items as one person may see them: by court and role, and never of a case they may not see. */
export class WorkItemViews {
  constructor(
    private readonly items: mongo.Collection<WorkItem>,
    private readonly files: WorkFiles,
    private readonly clock: CourtClock,
  ) {}

  async page(user: PersonUser, question: Question): Promise<{ items: Lit[]; next: string | null }> {
    const { view, limit, cursor, court } = question;
    const now = await this.clock.now();
    const order = orderOf(question);
    const filters = [filterOf(view, user, now, court), asked(question)];
    const found = await this.items
      .find({ $and: cursor === undefined ? filters : [...filters, beyond(cursor, order)] })
      .sort(Object.fromEntries(order.keys.map((key) => [key, order.direction])))
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { items: await this.lit(page, now), next: found.length > limit && last ? cursorOf(last, order) : null };
  }

  async counts(user: PersonUser): Promise<Record<Exclude<ViewName, 'done'>, number>> {
    const now = await this.clock.now();
    const count = (view: ViewName) => this.items.countDocuments(filterOf(view, user, now, undefined));
    const [dueSoon, overdue, todo, initiated, cc] = await Promise.all([
      count('due-soon'),
      count('overdue'),
      count('todo'),
      count('initiated'),
      count('cc'),
    ]);
    return { 'due-soon': dueSoon, overdue, todo, initiated, cc };
  }

  async one(item: WorkItem): Promise<Lit> {
    const [lit] = await this.lit([item], await this.clock.now());
    return lit!;
  }

  /** Lamps at this instant, each by the calendar of its own file. */
  private async lit(items: readonly WorkItem[], now: number): Promise<Lit[]> {
    const ids = [...new Set(items.map(({ caseId }) => caseId))];
    const calendars = new Map(
      (await this.files.find(ids, { 'state.calendar': 1, 'state.wholeCalendar': 1 })).map(({ _id, state }) => [
        _id,
        calendarOf(state),
      ]),
    );
    return items.map((item) => {
      const book = calendars.get(item.caseId) ?? SHIPPED_CALENDAR;
      return { ...item, ...lampOf(item, book, toInstant(now)), readOn: dateOf(now) };
    });
  }
}

interface Order {
  keys: readonly (keyof WorkItem)[];
  direction: 1 | -1;
}

function orderOf({ view, sort = 'due' }: Question): Order {
  if (view === 'done' && (sort === 'due' || sort === 'since')) return { keys: ['doneAt', '_id'], direction: -1 };
  return { keys: [...ORDERS[sort], '_id'], direction: sort === 'since' ? -1 : 1 };
}

const cursorOf = (item: WorkItem, { keys }: Order) =>
  Buffer.from(JSON.stringify(keys.map((key) => item[key] ?? ''))).toString('base64url');

function placeOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What follows a place in an order: equal in the first keys and beyond it in the next. */
function beyond(cursor: string, { keys, direction }: Order): Filter {
  const place = placeOf(cursor);
  const fits = Array.isArray(place) && place.length === keys.length && place.every((part) => typeof part === 'string');
  if (!fits) throw new Problem('VALIDATION', '分页标记无效。');
  const values = place as string[];
  const past = direction === 1 ? '$gt' : '$lt';
  const ladder = keys.map((key, at) => ({
    ...Object.fromEntries(keys.slice(0, at).map((before, index) => [before, values[index]])),
    [key]: { [past]: values[at] },
  }));
  return { $or: ladder };
}

/** What is looked for among the items of a view. */
function asked({ q, command, executing }: Question): Filter {
  const text = q === undefined ? '' : searchable(oneNumber(q));
  return {
    ...(text === '' ? {} : { text: { $regex: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') } }),
    ...(command === undefined ? {} : { command: command as AwaitedCommand }),
    ...(executing === undefined ? {} : { executingCourt: { $in: [...codesOf(executing)] } }),
  };
}

function filterOf(view: ViewName, user: PersonUser, at: number, court: string | undefined): Filter {
  const reader = readerOf(user);
  if (!readsBusinessData(reader)) throw new Problem('FORBIDDEN', '管理员账号没有待办事项。');
  const now = toInstant(at);
  const today = dateOf(at);
  const visible: Filter = seesEverything(reader, today) ? {} : { visibleTo: user.court };
  const mine: Filter = {
    court: { $in: codesOf(user.court) },
    roles: { $in: [...reader.roles] },
    except: { $ne: user.sub },
  };
  const named: Filter = court === undefined ? {} : { court };
  const open = { status: 'OPEN' as const };
  switch (view) {
    case 'due-soon':
      return {
        $and: [
          open,
          { nearFrom: { $lte: today }, $or: [{ expiresAt: { $gt: now } }, { provisional: true }] },
          overseen(),
          visible,
        ],
      };
    case 'overdue':
      return { $and: [open, { expiresAt: { $lte: now }, provisional: { $ne: true } }, overseen(), visible] };
    case 'todo': {
      const free: Filter = { $or: [{ claim: null }, { 'claim.sub': user.sub }, { 'claim.for.sub': user.sub }] };
      return { $and: [open, { form: { $ne: 'WATCH' } }, mine, free, named] };
    }
    case 'done':
      return { $and: [{ status: 'DONE', form: { $ne: 'WATCH' }, 'doneBy.sub': user.sub }, visible, named] };
    case 'initiated': {
      const begun: Filter = { $or: [{ openedBy: user.sub }, { 'raisedBy.sub': user.sub }] };
      return { $and: [open, { form: 'DUTY' }, begun, { $nor: [mine] }, visible, named] };
    }
    case 'cc': {
      const copied: Filter = { concerns: user.court, court: { $ne: user.court } };
      return { $and: [open, { form: 'DUTY' }, copied, visible, named] };
    }
  }

  function overseen(): Filter {
    if (court === undefined || court === user.court) return mine;
    if (user.roles.some((role) => SUPERVISORS.includes(role))) return { court };
    throw new Problem('FORBIDDEN', '只有负责人和督察可以查看其他法院的待办事项。');
  }
}
