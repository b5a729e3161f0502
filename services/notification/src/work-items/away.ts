import { toInstant } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { AuditTrail, PersonUser } from '@xiezhi/service-kit';
import type { Connection, mongo } from 'mongoose';
import type { Colleague, People } from './people';

export interface Absence {
  /** First and last day, court time. */
  from: LocalDate;
  to: LocalDate;
  delegate: { sub: string; name: string };
}

type StoredAbsence = Absence & { _id: string; court: string };

/** Who is out of office, and who takes what would newly come to them. One document a person, so the last word counts. */
export class Absences {
  private readonly absences: mongo.Collection<StoredAbsence>;

  constructor(
    connection: Connection,
    private readonly people: People,
    private readonly audit: AuditTrail,
  ) {
    this.absences = connection.db!.collection<StoredAbsence>('absences');
  }

  async of(sub: string): Promise<Absence | null> {
    const stored = await this.absences.findOne({ _id: sub });
    if (!stored) return null;
    const { from, to, delegate } = stored;
    return { from, to, delegate };
  }

  /** @throws Problem SAME_PERSON, NOT_FOUND, VALIDATION when the delegate holds none of the person's roles */
  async set(user: PersonUser, given: { from: LocalDate; to: LocalDate; delegate: string }): Promise<Absence> {
    const { from, to } = given;
    if (to < from) throw new Problem('VALIDATION', '止日不能早于起日。');
    if (given.delegate === user.sub) throw new Problem('SAME_PERSON', '不能委托本人代办。');
    const { sub, name, roles } = await this.people.one(user.court, given.delegate);
    if (!roles.some((role) => user.roles.includes(role))) {
      throw new Problem('VALIDATION', `${name}与您没有相同的岗位，不能代办。`);
    }
    const absence = { from, to, delegate: { sub, name } };
    await this.note(user, `${from}至${to}外出，由${name}代办`);
    await this.absences.updateOne({ _id: user.sub }, { $set: { court: user.court, ...absence } }, { upsert: true });
    return absence;
  }

  async end(user: PersonUser): Promise<void> {
    await this.note(user, '取消外出代办');
    await this.absences.deleteOne({ _id: user.sub });
  }

  /**
   * Who takes an item in this person's place on this day; undefined when the person is in office, or the delegate could
   * not act on the item. One step only: a delegate who is away as well keeps it, or two absences could point at each other.
   */
  async substitute(
    person: { sub: string; court: string },
    today: LocalDate,
    fits: (colleague: Colleague) => boolean,
  ): Promise<Colleague | undefined> {
    const stored = await this.absences.findOne({ _id: person.sub, from: { $lte: today }, to: { $gte: today } });
    if (!stored) return undefined;
    const delegate = await this.people.one(person.court, stored.delegate.sub).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'NOT_FOUND') return undefined;
      throw error;
    });
    return delegate && fits(delegate) ? delegate : undefined;
  }

  private note({ court, name, sub }: PersonUser, message: string): Promise<void> {
    return this.audit.append({
      kind: 'OUT_OF_OFFICE',
      at: toInstant(Date.now()),
      actor: { court, name, sub },
      message,
    });
  }
}
