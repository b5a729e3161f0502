import { clockOf } from '../../duties/duties-of';
import type { Duty } from '../../duties/duty';
import type { Courts } from '../../courts';
import { courtsToTell, ownAndAbove } from '../../file';
import type { Deadline, EscalationAddressee } from '../../file';
import { TERRITORY } from '../../jurisdiction/in-force';
import type { LocalDate } from '../../local-date';
import { halfYearInWords } from '../period';
import { BULLETIN_COMMANDS } from './commands';
import type { BulletinCommandType } from './commands';
import type { BulletinState, BulletinSubject } from './state';
import { newestVersion } from './state';

type Subject = Pick<BulletinState, 'subject'>;

/** What a bulletin is called where people work on it: `2024年上半年协同执行通报`. */
export const bulletinTitle = ({ period }: Pick<BulletinSubject, 'period'>): string =>
  `${halfYearInWords(period)}协同执行通报`;

/** What a bulletin waits for: a draft, then a second person to issue it (Art. 16). A correction has no clock. */
export function dutiesOfBulletin(state: BulletinState): Duty[] {
  const { status, subject, deadlines } = state;
  const clock = clockOf(deadlines.findLast(({ kind, doneOn }) => kind === 'BULLETIN' && doneOn === null));
  const duty = (command: BulletinCommandType, except: string | null): Duty[] => {
    const { role, title } = BULLETIN_COMMANDS[command];
    return [
      {
        ...{ id: command, form: 'DUTY', command, title: title[0], court: subject.court, roles: [role] },
        ...{ record: null, except },
        ...clock,
      },
    ];
  };
  switch (status) {
    case 'OPEN':
      return duty('bulletin.draft', null);
    case 'DRAFTED':
      return duty('bulletin.issue', newestVersion(state)?.by.sub ?? null);
    case 'ISSUED':
      return [];
  }
}

/** Who is told that a bulletin was not issued in time. */
export const escalationOfBulletin = (
  { subject }: Subject,
  deadline: Pick<Deadline, 'court'>,
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): EscalationAddressee[] =>
  courtsToTell(subject.court, deadline, on, courts).map((court) => ({ court, role: 'bureauDirector' }));

/** The courts whose people see a bulletin as work: the one whose it is, and those above it. */
export const courtsOfBulletin = ({ subject }: Subject, on: LocalDate, courts: Courts = TERRITORY.courts): string[] =>
  ownAndAbove(subject.court, on, courts);
