import {
  calendarOf,
  codesOf,
  dateOf,
  lampOf,
  readsBusinessData,
  seesEverything,
  SHIPPED_CALENDAR,
  toInstant,
} from '@xiezhi/rules';
import type { LampReading } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
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

export interface Question {
  view: ViewName;
  limit: number;
  cursor?: string | undefined;
  /** The court that must act; default: the reader's own, in 抄送 any other. */
  court?: string | undefined;
}

type Filter = mongo.Filter<WorkItem>;

/** Work items as one person may see them: by court and role, and never of a case they may not see. */
export class WorkItemViews {
  constructor(
    private readonly items: mongo.Collection<WorkItem>,
    private readonly files: WorkFiles,
    private readonly clock: CourtClock,
  ) {}

  async page(
    user: PersonUser,
    question: Question,
  ): Promise<{ items: (WorkItem & LampReading)[]; next: string | null }> {
    const { view, limit, cursor, court } = question;
    const now = await this.clock.now();
    const filter = filterOf(view, user, now, court);
    const done = view === 'done';
    const found = await this.items
      .find(cursor === undefined ? filter : { $and: [filter, beyond(cursor, done)] })
      .sort(done ? { doneAt: -1, _id: -1 } : { order: 1, _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next = found.length > limit && last ? cursorOf(done ? (last.doneAt ?? '') : last.order, last._id) : null;
    return { items: await this.lit(page, now), next };
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

  async one(item: WorkItem): Promise<WorkItem & LampReading> {
    const [lit] = await this.lit([item], await this.clock.now());
    return lit!;
  }

  /** Lamps at this instant, each by the calendar of its own file. */
  private async lit(items: readonly WorkItem[], now: number): Promise<(WorkItem & LampReading)[]> {
    const ids = [...new Set(items.map(({ caseId }) => caseId))];
    const calendars = new Map(
      (await this.files.find(ids, { 'state.calendar': 1, 'state.wholeCalendar': 1 })).map(({ _id, state }) => [
        _id,
        calendarOf(state),
      ]),
    );
    return items.map((item) => {
      const book = calendars.get(item.caseId) ?? SHIPPED_CALENDAR;
      return { ...item, ...lampOf(item, book, toInstant(now)) };
    });
  }
}

const SEPARATOR = '|';
const cursorOf = (order: string, id: string) => Buffer.from(`${order}${SEPARATOR}${id}`).toString('base64url');

function beyond(cursor: string, descending: boolean): Filter {
  const [order, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(SEPARATOR);
  const _id = rest.join(SEPARATOR);
  if (!order || !_id) throw new Problem('VALIDATION', '分页标记无效。');
  if (descending) return { $or: [{ doneAt: { $lt: order } }, { doneAt: order, _id: { $lt: _id } }] };
  return { $or: [{ order: { $gt: order } }, { order, _id: { $gt: _id } }] };
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
