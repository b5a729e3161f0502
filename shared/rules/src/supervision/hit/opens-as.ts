import type { CourtCode, Courts } from '../../courts';
import { TERRITORY } from '../../jurisdiction/in-force';
import type { LocalDate } from '../../local-date';

/**
 * How a court opens a collaboration from a hit of its own (Art. 14): the High Court has the intermediate court of a basic
 * court decide on that one's case, and every other case is decided by whoever has hit it.
 */
export function opensAs(
  { court, executingCourt }: { court: CourtCode; executingCourt: CourtCode },
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): 'DECIDE' | 'DESIGNATE' {
  const tierOf = (code: CourtCode) => courts.byCode(courts.codeOn(code, on), on)?.tier;
  return tierOf(court) === 'HIGH' && tierOf(executingCourt) === 'BASIC' ? 'DESIGNATE' : 'DECIDE';
}
