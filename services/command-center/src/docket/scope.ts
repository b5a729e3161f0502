import { codeOn, codesOf, courtsOn, isWithin, readsDockets } from '@xiezhi/rules';
import type { CourtCode, LocalDate, Reader } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';

/** What somebody wants to look at, in words, and who may. */
export interface Reading {
  what: string;
  may(reader: Reader): boolean;
}

const DOCKET: Reading = { what: '查看底册', may: readsDockets };

/** The courts that a person supervises today, by code. @throws Problem FORBIDDEN for another role */
export function readableCourts(user: PersonUser, today: LocalDate, { what, may }: Reading = DOCKET): CourtCode[] {
  if (!may(readerOf(user))) throw new Problem('FORBIDDEN', `当前账号无权${what}。`);
  return areaOf(user.court, today);
}

/** A court and those below it today, by code. */
export function areaOf(court: CourtCode, today: LocalDate): CourtCode[] {
  const own = codeOn(court, today);
  return courtsOn(today)
    .map(({ code }) => code)
    .filter((code) => isWithin(code, own, today))
    .sort();
}

/** The same with every code those courts have borne. */
export const withEarlierCodes = (courts: readonly CourtCode[]): CourtCode[] => [...new Set(courts.flatMap(codesOf))];

/** The courts a question is about: those asked for, as far as they may be read. @throws Problem FORBIDDEN for another one */
export function askedCourts(
  user: PersonUser,
  court: CourtCode | undefined,
  today: LocalDate,
  reading?: Reading,
): CourtCode[] {
  const readable = readableCourts(user, today, reading);
  if (court === undefined) return readable;
  const wanted = codeOn(court, today);
  if (!readable.includes(wanted)) throw new Problem('FORBIDDEN', `${court}不是本院或者辖区内的法院。`);
  return readable.filter((code) => isWithin(code, wanted, today));
}
