import { courtRecords, courtsOn, isWithin } from '@xiezhi/rules';
import type { Court } from '@xiezhi/rules';

export interface Tile {
  court: string;
  /** `朝阳`, `前郭`: what a tile has room for. */
  short: string;
  name: string;
}

export interface Block {
  /** The intermediate court, or the court itself where only one county is shown. */
  head: Tile;
  tiles: Tile[];
}

/** Places that are not known by their first two characters. */
const KNOWN_AS: readonly (readonly [start: string, short: string])[] = [
  ['前郭尔罗斯', '前郭'],
  ['伊通满族', '伊通'],
  ['长白朝鲜族', '长白'],
  ['长春新区', '长春新区'],
  ['公主岭', '公主岭'],
  ['梅河口', '梅河口'],
  ['二道江', '二道江'],
  ['汽车经济技术开发区', '汽开区'],
  ['经济技术开发区', '经开区'],
  ['净月', '净月'],
  ['高新技术产业开发区', '高新区'],
  ['白石山', '白石山'],
  ['延边朝鲜族自治州', '延边'],
  ['长春铁路', '长春铁路'],
  ['长春林区', '长春林区'],
  ['延边林区', '延边林区'],
];

/** A court's place in two to four characters. */
export function shortName({ name, tier, parent }: Pick<Court, 'name' | 'tier' | 'parent'>): string {
  if (tier === 'HIGH') return '省高院';
  const city = tier === 'BASIC' ? (cityOf(parent) ?? '') : '';
  const place = name.replace(/^吉林省/, '');
  const own = place.startsWith(`${city}市`)
    ? place.slice(city.length + 1)
    : place.replace(new RegExp(`^${city}(?=经济|汽车|净月|高新)`), '');
  const known = KNOWN_AS.find(([start]) => own.startsWith(start));
  if (known) return known[1];
  return own
    .replace(/(人民|铁路运输|林区基层|基层|中级)?(中级)?(人民)?法院$/, '')
    .replace(/(?<=..)[市县区]$/, '')
    .slice(0, 4);
}

function cityOf(code: string | null): string | undefined {
  const record = courtRecords().findLast((candidate) => candidate.code === code);
  return record ? /^吉林省(.+?)(市|朝鲜族自治州)/.exec(record.name)?.[1] : undefined;
}

const tileOf = (court: Court): Tile => ({ court: court.code, short: shortName(court), name: court.name });

/** West to east in rows of half a degree from the north, as they lie. */
function asTheyLie(a: Court, b: Court): number {
  const seat = ({ code }: Court) => courtRecords().findLast((record) => record.code === code);
  const [from, to] = [seat(a), seat(b)];
  if (!from || !to) return 0;
  const row = (lat: number) => Math.round(-lat * 2);
  return row(from.lat) - row(to.lat) || from.lon - to.lon || (a.code < b.code ? -1 : 1);
}

/**
 * The courts of an area on a day as blocks of tiles, one block for each intermediate court: a sketch in which place and
 * neighbourhood are roughly right, and neither borders nor sizes are meant.
 */
export function blocksOf(area: string, on: string): Block[] {
  const courts = courtsOn(on).filter(({ code }) => isWithin(code, area, on));
  const intermediate = courts.filter(({ tier }) => tier === 'INTERMEDIATE');
  if (intermediate.length === 0) return courts.map((court) => ({ head: tileOf(court), tiles: [] }));
  return intermediate.map((head) => ({
    head: tileOf(head),
    tiles: courts
      .filter(({ parent, tier }) => parent === head.code && tier === 'BASIC')
      .sort(asTheyLie)
      .map(tileOf),
  }));
}

/** Five steps of colour; the number stands beside it. */
export function shadeOf(open: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (open === 0) return 0;
  const share = open / Math.max(most, 1);
  return share > 0.75 ? 4 : share > 0.5 ? 3 : share > 0.25 ? 2 : 1;
}
