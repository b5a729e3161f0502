import type { RoleMessage } from './deadline-messages';
import type { DutyChange, DutyFields } from './work-items';

/** A message with the duty it asks for, by its id within the file; it is settled as soon as nobody waits for that any more. */
export type BoundMessage = Omit<RoleMessage, 'about'> & { duty?: string };

type Named = [id: string, duty: DutyFields];

/** An act is what a message asks for, before a clock that runs beside it. */
const actFirst = ([, a]: Named, [, b]: Named) => Number(a.form === 'WATCH') - Number(b.form === 'WATCH');

/** Pure: the messages of an entry, each bound to the duty of its own addressee that it is about, if there is one. */
export function boundTo(notices: readonly RoleMessage[], { appeared, standing }: DutyChange): BoundMessage[] {
  return notices.map(({ about, ...notice }) => {
    const { court, role } = notice;
    const among = [...(about === undefined ? appeared : standing)].filter(
      ([, duty]) =>
        duty.court === court &&
        duty.roles.includes(role) &&
        (typeof about !== 'object' || duty.deadline === about.deadline),
    );
    const [id] = among.sort(actFirst)[0] ?? [];
    return { ...notice, ...(id === undefined ? {} : { duty: id }) };
  });
}
