import { addDays, courtByCode, courtsOn } from '@xiezhi/rules';
import type { CourtCode, LocalDate } from '@xiezhi/rules';

/** A document of intake's read model as the real service has written it. */
export interface Template {
  _id: string;
  seq: number;
  status: string;
  visibleTo: CourtCode[];
  restricted: boolean;
  updatedAt: string;
  list: Record<string, unknown> & { v: number; names: string[]; due: string | null; documentNumber: string | null };
}

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'明华强芳敏静丽军杰涛超勇艳娜斌磊洋鹏辉玲'];
const CAUSES = ['买卖合同纠纷', '民间借贷纠纷', '建设工程施工合同纠纷', '金融借款合同纠纷', '房屋租赁合同纠纷'];
const DAYS = 1_095;
const GROUNDS = ['3-1', '3-3', '3-4', '3-5', '3-6', '3-7'];
const PARTS = 256;

/** Courts of the first instance, the larger ones several times: a provincial capital has more cases than a county. */
function weighted(on: LocalDate): CourtCode[] {
  const made =
    known.get(on) ??
    courtsOn(on)
      .filter(({ tier }) => tier === 'BASIC')
      .flatMap(({ code }) => Array.from({ length: code.startsWith('吉01') ? 3 : 1 }, () => code));
  known.set(on, made);
  return made;
}

const known = new Map<LocalDate, CourtCode[]>();

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

/** Scatters neighbouring numbers, the same way in every run. */
function scattered(index: number): number {
  const mixed = Math.imul(index ^ 0x9e3779b9, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/**
 * Case `index` of a large installation, made from a real one: other court, number, parties, days and grounds.
 * @param today the last day on which a case came in
 */
export function variation(templates: readonly Template[], index: number, today: LocalDate) {
  const number = scattered(index);
  const template = pick(templates, number);
  const courts = weighted(today);
  const court = pick(courts, number >>> 3);
  const above = courtByCode(court, today)!.parent!;
  const restricted = number % 50 === 0;
  const receivedOn = addDays(today, -(number % DAYS));
  const due = template.list.due === null ? null : addDays(today, (number % 61) - 20);
  const person = pick(SURNAMES, number >>> 5) + pick(GIVEN, number >>> 9) + pick(GIVEN, number >>> 13);
  const company = `${courtByCode(court, today)!.name.slice(0, 6)}第${index}号建材有限公司`;
  const caseNumber = `（2024）${court}执${index}号`;
  const documentNumber = template.list.documentNumber === null ? null : `（2025）${above}协执字第${index}号`;
  return {
    ...template,
    _id: `bench-${index}`,
    visibleTo: restricted ? [court, above] : [court, above, '吉'],
    restricted,
    updatedAt: `${receivedOn}T${String(8 + (number % 10)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.000+08:00`,
    list: {
      ...template.list,
      part: index % PARTS,
      executingCourt: court,
      decidingCourt: above,
      documentNumber,
      caseNumber,
      cause: pick(CAUSES, number >>> 7),
      grounds: restricted ? ['3-2'] : [pick(GROUNDS, number >>> 4)],
      receivedOn,
      due,
      expiresAt: due === null ? null : `${addDays(due, 1)}T00:00:00.000+08:00`,
      countedBy: due === null ? null : above,
      applicants: company,
      respondents: `${person.slice(0, 1)}某`,
      names: [company, person],
    },
  };
}
