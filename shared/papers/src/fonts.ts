import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import * as fontkit from 'fontkit';
import { SUBSTITUTE } from '@xiezhi/rules';
import { CURRENT, PLAIN } from './typesetting';
import type { Typesetting } from './typesetting';

export type Weight = 400 | 700;

/** One font file as pdfkit takes it. `id` names it in the document. */
export interface Face {
  id: string;
  sfnt: Buffer;
  font: fontkit.Font;
}

/**
 * Noto Serif SC (SIL Open Font Licence 1.1) out of its npm package. The package has only compressed web fonts, which pdfkit
 * reads a hundred times slower than plain ones, so each is unpacked once per process, in a tenth of a second; nothing
 * converted is ever written to disk. Characters beyond the common 7,900 are in a hundred smaller files, read when needed.
 */
const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-serif-sc/package.json'));

/** WOFF 1.0 → sfnt: the same tables, inflated, behind a plain directory. */
export function woffToSfnt(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = 44 + index * 20;
    const offset = woff.readUInt32BE(entry + 4);
    const packed = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8));
    const length = woff.readUInt32BE(entry + 12);
    return {
      tag: woff.subarray(entry, entry + 4),
      checksum: woff.readUInt32BE(entry + 16),
      data: packed.length < length ? inflateSync(packed) : packed,
    };
  });
  const padded = (length: number): number => (length + 3) & ~3;
  const directory = 12 + 16 * count;
  const sfnt = Buffer.alloc(tables.reduce((sum, { data }) => sum + padded(data.length), directory));
  const log = Math.floor(Math.log2(count));
  sfnt.writeUInt32BE(woff.readUInt32BE(4), 0);
  [count, 16 * 2 ** log, log, 16 * (count - 2 ** log)].forEach((value, index) =>
    sfnt.writeUInt16BE(value, 4 + 2 * index),
  );
  let position = directory;
  tables.forEach(({ tag, checksum, data }, index) => {
    const entry = 12 + 16 * index;
    tag.copy(sfnt, entry);
    [checksum, position, data.length].forEach((value, word) => sfnt.writeUInt32BE(value, entry + 4 + 4 * word));
    data.copy(sfnt, position);
    position += padded(data.length);
  });
  return sfnt;
}

function load(id: string, file: string): Face | null {
  if (!existsSync(file)) return null;
  const sfnt = woffToSfnt(readFileSync(file));
  return { id, sfnt, font: fontkit.create(sfnt) as fontkit.Font };
}

const loaded = new Map<string, Face | null>();

function face(part: string, weight: Weight): Face | null {
  const key = `${part}-${weight}`;
  let found = loaded.get(key);
  if (found === undefined) {
    const file = join(folder, 'files', `noto-serif-sc-${part}-${weight}-normal.woff`);
    loaded.set(key, (found = load(key, file)));
  }
  return found;
}

/**
 * LXGW WenKai (SIL Open Font Licence 1.1), for the rare characters of names and for Hangul: 32,487 characters in one file,
 * read when the first of them is printed. It is a Kai face, and stands in the text in its medium weight, bold or not.
 */
function fallbackFace(): Face | null {
  const id = 'lxgw-wenkai-500';
  let found = loaded.get(id);
  if (found === undefined) {
    const wenkai = dirname(createRequire(import.meta.url).resolve('@fontsource/lxgw-wenkai/package.json'));
    loaded.set(id, (found = load(id, join(wenkai, 'files', 'lxgw-wenkai-latin-500-normal.woff'))));
  }
  return found;
}

function inFallback(code: number): Face | undefined {
  const wenkai = fallbackFace();
  return wenkai?.font.hasGlyphForCodePoint(code) ? wenkai : undefined;
}

interface Range {
  part: string;
  from: number;
  to: number;
}

let ranges: Range[] | undefined;

/** Which of the smaller files says it has a character. */
function parts(): Range[] {
  ranges ??= Object.entries(
    JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>,
  ).flatMap(([name, list]) =>
    list.split(',').map((text) => {
      const [from = '', to = from] = text.trim().replace('U+', '').split('-');
      return { part: name.replace(/[[\]]/g, ''), from: parseInt(from, 16), to: parseInt(to, 16) };
    }),
  );
  return ranges;
}

export interface PrintedCharacter {
  /** What is printed: the character, or 〓 where no font has it. */
  character: string;
  face: Face;
  /** In thousandths of the font size. */
  advance: number;
  missing: boolean;
}

const printed = new Map<string, PrintedCharacter>();

function lookUp(character: string, weight: Weight, fallback: boolean): PrintedCharacter | null {
  const code = character.codePointAt(0) ?? 0;
  const main = face('chinese-simplified', weight);
  const inMain = main?.font.hasGlyphForCodePoint(code) ? main : null;
  const found =
    inMain ??
    parts()
      .filter(({ from, to }) => from <= code && code <= to)
      .map(({ part }) => face(part, weight))
      .find((candidate) => candidate?.font.hasGlyphForCodePoint(code)) ??
    (fallback ? inFallback(code) : undefined);
  if (!found) return null;
  const { advanceWidth } = found.font.glyphForCodePoint(code);
  return { character, face: found, advance: (advanceWidth * 1000) / found.font.unitsPerEm, missing: false };
}

/** How a character is printed in this weight. A character that no font has is printed as 〓, never left out. */
export function printedCharacter(
  character: string,
  weight: Weight,
  { fallback }: Typesetting = PLAIN,
): PrintedCharacter {
  const key = `${weight}${fallback ? '+' : ''}${character}`;
  let result = printed.get(key);
  if (result === undefined) {
    const substitute = () => ({ ...lookUp(SUBSTITUTE, weight, false)!, missing: true });
    printed.set(key, (result = lookUp(character, weight, fallback) ?? substitute()));
  }
  return result;
}

/** The characters of a text that no font has, each once, with their code points: `䶮（U+4DAE）`. */
export function missingCharacters(text: string, typesetting: Typesetting = CURRENT): string[] {
  const missing = [...new Set([...text])].filter(
    (one) => one !== '\n' && printedCharacter(one, 400, typesetting).missing,
  );
  return missing.map((one) => `${one}（U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}）`);
}
