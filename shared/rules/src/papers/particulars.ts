import type { Party } from '../case';
import { cleanText, withoutStop } from './clean';

/** By what the particulars of a party stand in a paper. */
export const PARTICULARS: Readonly<Record<Party['kind'], Readonly<Record<'identity' | 'address', string>>>> = {
  person: { identity: '证件号码', address: '住所' },
  organization: { identity: '统一社会信用代码', address: '住所' },
};

/** Stands for what can be of any form: it is not shortened but hidden. */
export const HIDDEN = '已隐去';

/** One of the particulars as a paper prints it behind its label. */
export function particular(label: string, value: string): string {
  const line = cleanText(value).text.replace(/\n/g, '');
  return `${label}：${withoutStop(line) || line}`;
}

/** A paper's text without what it says of natural persons behind these labels, whatever its form. */
export function hideParticulars(parties: readonly Party[]): (text: string) => string {
  const { identity: number, address: home } = PARTICULARS.person;
  const said = parties
    .filter(({ kind }) => kind === 'person')
    .flatMap(({ identity, address }) => [
      ...(identity === undefined ? [] : [[number, identity] as const]),
      ...(address === undefined ? [] : [[home, address] as const]),
    ])
    .map(([label, value]) => [label, particular(label, value)] as const)
    .sort(([, a], [, b]) => b.length - a.length);
  return (text) => said.reduce((shown, [label, whole]) => shown.replaceAll(whole, `${label}：${HIDDEN}`), text);
}
