import { bulletinEventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { bulletinTitle, courtByCode, escalationOfBulletin, isDeadlineEvent } from '@xiezhi/rules';
import type { BulletinState, CourtCode, Role } from '@xiezhi/rules';
import { deadlineNotices } from './deadline-messages';
import type { RoleMessage } from './deadline-messages';

/** At a court that a bulletin is sent to: who leads it, and who leads its enforcement. */
const ADDRESSED: readonly Role[] = ['bureauDirector', 'president'];

/**
 * Whom an entry of a bulletin is to be told, in the state it led to.
 * @param previous the state before; null for the first entry
 */
export function bulletinNoticesOf(
  entry: LedgerEntry,
  state: BulletinState,
  previous: BulletinState | null,
): RoleMessage[] {
  const event = bulletinEventOf(entry);
  const { court } = state.subject;
  const subject = bulletinTitle(state.subject);
  const info = (to: CourtCode, role: Role, text: string): RoleMessage => ({ court: to, role, level: 'INFO', text });
  if (isDeadlineEvent(event)) {
    return deadlineNotices(event, {
      subject,
      deadlines: state.deadlines,
      escalation: (deadline, on) => escalationOfBulletin(state, deadline, on),
    });
  }
  switch (event.type) {
    case 'bulletin.opened':
      return [info(court, 'assessor', `${subject}：期间已满，请起草。`)];
    case 'bulletin.drafted':
      // Figures that are frozen anew wait for the same person, who knows.
      return previous?.status === 'DRAFTED' ? [] : [info(court, 'bureauDirector', `${subject}：已起草，请审阅印发。`)];
    case 'bulletin.corrected':
      return previous?.status === 'DRAFTED' ? [] : [info(court, 'bureauDirector', `${subject}：已更正，请审阅印发。`)];
    case 'bulletin.issued': {
      const { version, to } = event.payload;
      const name = courtByCode(court, entry.at.slice(0, 10))?.name ?? court;
      const text = `${name}印发${subject}${version > 1 ? `（更正，第${version}版）` : ''}，请查阅。`;
      return to.flatMap((addressee) => ADDRESSED.map((role) => info(addressee, role, text)));
    }
    default:
      return [];
  }
}
