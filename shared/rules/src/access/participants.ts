import type { CourtCode, Courts } from '../courts';
import { refuse } from '../file/refusal';
import type { LocalDate } from '../local-date';
import { mayParticipate } from './relations';

/** Arts. 5, 7: who may be called upon, as the map of courts is on the day of the act. */
export function requireParticipants(
  { decidingCourt, executingCourt }: { decidingCourt: CourtCode; executingCourt: CourtCode },
  participants: readonly CourtCode[],
  on: LocalDate,
  courts: Courts,
): void {
  if (new Set(participants).size !== participants.length) refuse('VALIDATION', '参与协同的法院重复。');
  for (const code of participants) {
    const court = courts.byCode(code, on);
    if (!court) refuse('COURT_UNKNOWN', `${on}没有代字为“${code}”的法院。`);
    if (courts.identityOf(code) === courts.identityOf(executingCourt))
      refuse('VALIDATION', '执行法院是办案主体，不能同时列为参与协同的法院。');
    if (!mayParticipate(code, decidingCourt, on, courts)) {
      refuse('PARTICIPANT_OUTSIDE_JURISDICTION', `${court.name}不在决定法院辖区内，不能参与协同（第五条）。`);
    }
  }
}
