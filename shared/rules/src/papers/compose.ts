import { toChineseDate } from '../case-number';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { Wording } from './clean';
import type { Block, Paper, PaperKind } from './paper';
import { OWN_FORM_NOTE, PAPER_TITLES, SAMPLE_SEAL, TEMPLATE_VERSIONS } from './paper';

export interface Frame {
  kind: PaperKind;
  number: string;
  court: CourtCode;
  addressee: CourtCode | null;
  copies?: readonly CourtCode[];
  date: LocalDate;
  at: Instant;
  /** Stands under the number instead of nothing, e.g. which instruction this is. */
  ordinal?: string;
  /** Department that signs below its court, for papers of the command centre. */
  department?: string;
}

/** Heading, number, addressee, text, date with the seal, copies: the order of the annex, which the companions follow. */
export function compose(frame: Frame, text: readonly Block[], wording: Wording): Paper {
  const { kind, number, court, addressee, copies = [], date, ordinal, department } = frame;
  const name = wording.court(court, date);
  const blocks: Block[] = [
    { role: 'court', text: name },
    { role: 'title', text: PAPER_TITLES[kind] },
    { role: 'number', text: ordinal ? `${number}\u3000${ordinal}` : number },
  ];
  if (addressee !== null) blocks.push({ role: 'addressee', text: `${wording.court(addressee, date)}：` });
  blocks.push(...text);
  if (department) blocks.push({ role: 'signature', text: `${name}${department}` });
  blocks.push({ role: 'date', text: toChineseDate(date) });
  if (copies.length > 0) {
    blocks.push({ role: 'copies', text: `抄送：${copies.map((code) => wording.court(code, date)).join('、')}。` });
  }
  return asPaper(frame, blocks, wording);
}

/** A paper of these blocks, whatever their order. */
export function asPaper(frame: Frame, blocks: Block[], wording: Wording): Paper {
  const { kind, number, court, addressee, date, at } = frame;
  const courtName = wording.court(court, date);
  return {
    kind,
    title: PAPER_TITLES[kind],
    number,
    court,
    courtName,
    addressee,
    date,
    at,
    blocks,
    seal: { courtName, words: SAMPLE_SEAL },
    watermark: null,
    templateVersion: TEMPLATE_VERSIONS[kind],
    formNote: kind === 'DECISION' ? null : OWN_FORM_NOTE,
    warnings: wording.warnings,
  };
}

export const body = (text: string): Block => ({ role: 'body', text });
export const heading = (text: string): Block => ({ role: 'heading', text });
