import { TERRITORY } from '../jurisdiction/in-force';

/** How far behind a county an address is looked for; characters. Keeps the time linear in the text. */
const REACH = 80;

/** The province's county-level units, as its basic courts are called after them. */
const COUNTIES: ReadonlySet<string> = new Set(
  TERRITORY.courts.records.flatMap(({ name }) => {
    const place = TERRITORY.courts.withoutProvince(name);
    if (place === name) return [];
    const [, unit] = /^(?:.{2,8}?市(?=.+区))?(.+[县市区])人民法院$/.exec(place) ?? [];
    return unit === undefined ? [] : [unit];
  }),
);
const COUNTY_LENGTHS = [...new Set([...COUNTIES].map((name) => name.length))];

const NUMERAL = '\\d０-９A-Za-z一二三四五六七八九十百零〇甲乙丙丁\\-';
/** What a county is called in front of its last character, where that alone would make no unit of it: 绿园区 is no 园区. */
const ODD_DISTRICTS = [...COUNTIES].filter((name) => /[小社园库]区$/u.test(name)).map((name) => name.slice(0, -1));
const KNOWN_CITIES = [...COUNTIES].filter((name) => name.endsWith('市')).map((name) => name.slice(0, -1));
const STREET = '[民场政]\\p{Script=Han}{0,4}(?:街|路|巷|胡同)';
// 市场, 市民, 区分 … and a housing estate are no units; 延吉市民主街 is one, as 长春市民康路1号.
const CITY = `(?:市(?![场民值价政级面])|(?<=${KNOWN_CITIES.join('|')})市(?=${STREET})|市(?=${STREET}[${NUMERAL}]))`;
const DISTRICT = `(?:(?<![小社园库])区|(?<=${ODD_DISTRICTS.join('|')})区)(?![别分间域块])`;
const UNIT = new RegExp(`(?:省(?![略去会])|${CITY}|州|${DISTRICT}|县|旗(?!下)|(?<!联)盟(?!友))`, 'gu');
const NEXT_UNIT = new RegExp(
  `[^省市州区县旗盟路街巷村屯镇乡组栋幢号\\d]{0,11}(?:${CITY}|州|${DISTRICT}|县|旗(?!下)|(?<!联)盟)`,
  'uy',
);
const ORGAN = /^[^路街巷村屯]{0,8}?(?:法院|检察院|政府|公安局|司法局)(?!家属|宿舍|住宅)/u;

const HOUSE = `[${NUMERAL}]{1,6} ?(?:号|组|委|社(?![会区团保])|栋|幢|座|单元|门(?![诊面市票])|室|层|楼|公寓)楼?`;
// 第3号, 3月1号 and 执312号 are no house numbers.
const LOCAL = new RegExp(
  `路|街道?|巷|胡同|(?<![农乡城])村(?!镇)|屯|小区|社区|(?<!村)镇|(?<!城)乡(?![村镇])|(?<![第月执初终恢保监${NUMERAL}])${HOUSE}`,
  'gu',
);
const PLACE = '\\p{Script=Han}{1,8}?(?:(?<!道)路|街道?|巷|胡同|(?<![农乡城])村|屯|小区|社区|镇|(?<!城)乡)';
/** What goes on with an address behind a comma: a street with its number at once, or a village in a town. */
const CONTINUED = new RegExp(`^[ ]?(?:${PLACE}[ ]?){1,4}(?:${HOUSE}|(?<=[镇乡].{1,9}[村屯]))`, 'u');
/** A town or a village between commas. */
const PLACE_ALONE =
  /^[ ]?(?![各本该其下部有相农乡])\p{Script=Han}{2,6}(?:(?<![乡村])镇|(?<!城)乡|街道|(?<![农乡城])村|屯)[ ]?$/u;
const HOUSE_ALONE = new RegExp(`^[ ]?(?:${HOUSE}[ ]?){1,6}(?:[${NUMERAL}]{1,6}[ ]?)?$`, 'u');
/** What stands between the parts of one address, at most. */
const JOINT = 3;
/** What must not be left without its other half. */
const BRACKET = /[（）()“”"《》]/u;
/** What stands before and behind a remark after which an address may go on: 前进大街（卫星路口）2699号. */
const ASIDE = /[（(] [）)]$/u;
const SEGMENT = /[^，。；、,;：:！？!?（）()“”"《》\r\n]+/gu;
const REST_OF_NUMBER = /[\dA-Za-z０-９-]{0,8}/y;

/** Where the unit that begins the chain at `end` ends: its county, or the smallest unit named. */
function countyEnd(segment: string, first: number): number {
  let end = first;
  for (;;) {
    const reached = end;
    if (COUNTY_LENGTHS.some((length) => COUNTIES.has(segment.slice(Math.max(0, reached - length), reached))))
      return end;
    NEXT_UNIT.lastIndex = end;
    if (!NEXT_UNIT.test(segment)) return end;
    end = NEXT_UNIT.lastIndex;
  }
}

/** Where the address behind a county ends; undefined where none is behind it. */
function addressEnd(segment: string, county: number): number | undefined {
  const tail = segment.slice(county, county + REACH);
  if (ORGAN.test(tail)) return undefined;
  const last = [...tail.matchAll(LOCAL)].at(-1);
  if (!last) return undefined;
  REST_OF_NUMBER.lastIndex = county + last.index + last[0].length;
  REST_OF_NUMBER.test(segment);
  return REST_OF_NUMBER.lastIndex;
}

/** How far an address has come at the end of a segment: to its county, or to its street. */
type Reached = 'county' | 'street' | undefined;

function maskSegment(segment: string): { masked: string; reached: Reached } {
  let masked = '';
  let kept = 0;
  let reached: Reached;
  const whole = segment.trimEnd().length;
  UNIT.lastIndex = 0;
  while (UNIT.test(segment)) {
    const county = countyEnd(segment, UNIT.lastIndex);
    const end = addressEnd(segment, county);
    if (end !== undefined) {
      masked += `${segment.slice(kept, county)}××`;
      kept = end;
    }
    reached = (end ?? county) < whole ? undefined : end === undefined ? 'county' : 'street';
    UNIT.lastIndex = end ?? county;
  }
  return { masked: masked + segment.slice(kept), reached };
}

/**
 * An address ends at its county-level unit, whether or not province and prefecture stand before it, and with
 * whatever punctuation between its parts; units of other provinces are known by 县, 区, 市 alone. Names of courts and public
 * offices stay. Time is linear in the text.
 */
export function maskAddresses(text: string): string {
  let out = '';
  let kept = 0;
  let reached: Reached;
  for (const { 0: segment, index } of text.matchAll(SEGMENT)) {
    const joint = text.slice(kept, index);
    kept = index + segment.length;
    const before = joint.length > JOINT ? undefined : reached;
    if (before === 'street' && HOUSE_ALONE.test(segment)) {
      if (BRACKET.test(joint)) out += `${joint}××`;
      continue;
    }
    const own = maskSegment(segment);
    const goesOn = before && own.masked === segment && (CONTINUED.test(segment) || PLACE_ALONE.test(segment));
    const street = goesOn ? addressEnd(segment, 0) : undefined;
    out += joint + (street === undefined ? own.masked : `××${segment.slice(street)}`);
    if (street !== undefined) reached = street < segment.trimEnd().length ? undefined : 'street';
    else if (own.masked !== segment || before !== 'street' || !ASIDE.test(`${joint} ${text[kept] ?? ''}`))
      reached = own.reached;
  }
  return out + text.slice(kept);
}
