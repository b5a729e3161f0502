import type { Province } from '../courts/courts';
import provinces from '../data/provinces.json';

const SHORT = provinces.map((name) => ({
  name,
  short: name.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/, ''),
}));
/** 长春's 重庆路 or 辽宁路 is a street, not a province. */
const STREET = /^[东西南北中]?(路|街|大街|大路|胡同|广场|小区|商城|花园|小学|中学)/;

/**
 * The other province a place names, by its short name; undefined for places in this one or without a province. A short name counts
 * only where a place begins and no street follows, because streets carry the names of provinces.
 */
export function otherProvinceIn(place: string, own: Pick<Province, 'name'>): string | undefined {
  const others = SHORT.filter(({ name }) => name !== own.name);
  const parts = place
    .normalize('NFKC')
    .split(/[\s,;、。:()和及与]+/)
    .map((part) => part.replace(/^(中国|中华人民共和国)?(位于|坐落于|坐落在|在)?/, ''));
  for (const part of parts) {
    const found = others.find(({ short }) => part.startsWith(short) && !STREET.test(part.slice(short.length)));
    if (found) return found.short;
  }
  return undefined;
}
