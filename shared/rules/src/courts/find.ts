import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { TERRITORY } from '../jurisdiction/in-force';
import type { Court, CourtRecord, Courts, Province } from './courts';

/** Customary short forms of development zones, longest first; like those of places applied to both sides of a comparison. */
const SHORT_ZONES: readonly (readonly [RegExp, string])[] = [
  [/汽车经济技术开发区/, '汽开区'],
  [/经济技术开发区/, '经开区'],
  [/高新技术产业开发区/, '高新区'],
];
/** Customary short forms of a court's kind. */
const SHORT_KINDS: readonly (readonly [RegExp, string])[] = [
  [/高级人民法院$/, '高院'],
  [/中级(人民)?法院$/, '中院'],
  [/铁路运输(?=法院$|中院$)/, '铁路'],
  [/(人民|基层)法院$/, '法院'],
];

function shorten(text: string, { shortPlaces }: Province): string {
  return [...shortPlaces, ...SHORT_ZONES, ...SHORT_KINDS].reduce(
    (out, [long, short]) => out.replace(long, short),
    text,
  );
}

/** The name without the province, which users leave out; 吉林省高级人民法院 keeps it, for nothing else would be left. */
function withoutProvince(name: string, courts: Courts): string {
  const rest = courts.withoutProvince(name);
  return /^(高级人民法院|高院)$/.test(rest) ? name : rest;
}

/** Every accepted short form of one court's name, in shortened spelling. */
function shortForms(record: CourtRecord, cityStems: ReadonlySet<string>, courts: Courts): Set<string> {
  const forms = new Set<string>();
  for (const name of [record.name, ...record.formerNames]) {
    const full = shorten(withoutProvince(name, courts), courts.province);
    forms.add(full);
    if (record.tier === 'HIGH') ['省高院', `${courts.province.short}高院`, '高院'].forEach((form) => forms.add(form));
    const city = /^(.{2,3}[市州])(.+[区县].*|中院)$/.exec(full);
    const tail = city?.[2];
    const stem = city?.[1]?.slice(0, -1);
    if (tail && tail !== '中院') forms.add(tail);
    if (tail) forms.add(`${stem}${tail}`);
    for (const form of [...forms]) {
      const bare = /^(.{2,})[市区县](法院)$/.exec(form);
      // 通化法院 could be meant for 通化市中级人民法院: a county named like its city keeps its 县.
      if (bare?.[1] && !cityStems.has(bare[1])) forms.add(`${bare[1]}法院`);
    }
  }
  return forms;
}

/** Courts on that day which the text can mean: by code, else full name, else short form, else a unique part of a name. */
function candidates(text: string, on: LocalDate, courts: Courts): CourtRecord[] {
  const { province } = courts;
  const records = courts.recordsOn(on);
  const exact = records.filter((record) => record.name === text || record.formerNames.includes(text));
  if (exact.length > 0) return exact;
  const wanted = shorten(withoutProvince(text, courts), province);
  const stems = new Set(
    records
      .filter((r) => r.tier === 'INTERMEDIATE')
      .map((r) => withoutProvince(r.name, courts).replace(/[市州].*$/, '')),
  );
  const short = records.filter((record) => shortForms(record, stems, courts).has(wanted));
  if (short.length > 0) return short;
  if ([...wanted].length < 2) return [];
  return records.filter((record) => shorten(record.name, province).includes(wanted) || record.name.includes(text));
}

/** One court under two codes during a changeover is one court: the newer code stands for it. */
function newestPerName(found: CourtRecord[]): CourtRecord[] {
  return found.filter(
    (record) =>
      !found.some((other) => other.name === record.name && (other.validFrom ?? '') > (record.validFrom ?? '')),
  );
}

function search(text: string, on: LocalDate, courts: Courts): Court[] {
  const query = text.normalize('NFKC').replace(/\s+/g, '');
  const code = courts.codeIn(query);
  if (code !== undefined) {
    const court = courts.byCode(code, on);
    return court ? [court] : [];
  }
  if (query === '') return [];
  return newestPerName(candidates(query, on, courts)).map(({ code: c, name, tier, parent }) => ({
    code: c,
    name,
    tier,
    parent,
  }));
}

/**
 * The court meant by a code (`吉0104`, `jl0104`), a full name or a shorter name that fits one court only, as of a day.
 * Undefined when nothing fits or more than one court does.
 */
export function findCourt(text: string, on: LocalDate, courts: Courts = TERRITORY.courts): Court | undefined {
  const found = search(text, on, courts);
  return found.length === 1 ? found[0] : undefined;
}

/** Like findCourt, but throws COURT_UNKNOWN saying whether the text fits no court or several. */
export function requireCourt(text: string, on: LocalDate, courts: Courts = TERRITORY.courts): Court {
  const found = search(text, on, courts);
  if (found.length === 1 && found[0]) return found[0];
  if (found.length === 0) throw new RuleError('COURT_UNKNOWN', `${on}没有代码或名称为“${text}”的法院。`);
  const some = found.slice(0, 3).map((court) => court.name);
  throw new RuleError(
    'COURT_UNKNOWN',
    `“${text}”对应${found.length}个法院（${some.join('、')}${found.length > 3 ? '等' : ''}），请写全称或代码。`,
  );
}
