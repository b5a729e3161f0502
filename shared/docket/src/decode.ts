import { BYTE_ORDER_MARKS } from './text-files';

/** A whole file is refused: it is of the wrong kind, or cannot be read on. What came before is not lost. */
export class UnreadableDocket extends Error {
  constructor(
    message: string,
    /** Up to which row it could be read, where that is known. */
    readonly rows?: number,
  ) {
    super(message);
    this.name = 'UnreadableDocket';
  }
}

const begins = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** What the first bytes of a file show: an XLSX workbook, one of Excel 97 to 2003 or encrypted, or text. */
export function kindOf(bytes: Uint8Array): 'WORKBOOK' | 'OLD_WORKBOOK' | 'TEXT' {
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'WORKBOOK';
  return begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]) ? 'OLD_WORKBOOK' : 'TEXT';
}

const marked = (bytes: Uint8Array): string | undefined => BYTE_ORDER_MARKS.find(([, mark]) => begins(bytes, mark))?.[0];

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** UTF-8 unless these first bytes that are no ASCII are none; a character that the piece cuts in two is left open. */
function encodingOf(bytes: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

const BLOCK_BYTES = 64 * 1024;
/** So much text shows its encoding: two bytes of GB18030 may by chance be a character of UTF-8. */
const TELLING_BYTES = 1_024;

const tells = (bytes: Uint8Array): boolean => {
  const from = bytes.findIndex((byte) => byte >= 0x80);
  return from === -1 || from + TELLING_BYTES <= bytes.length;
};

/** The same bytes in pieces large enough to tell what they are. */
async function* inBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < BLOCK_BYTES) continue;
    const block = Buffer.concat(held);
    held = tells(block) ? [] : [block];
    length = held.length === 0 ? 0 : length;
    if (held.length === 0) yield block;
  }
  if (length > 0) yield Buffer.concat(held);
}

/**
 * The text of a file that comes in pieces: UTF-8 with or without a mark, UTF-16 with one, GB18030. Which of them shows at the
 * first piece that is not ASCII; until then all are the same.
 * @throws UnreadableDocket for a workbook and for bytes that are no text
 */
export async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let first = true;
  const textOf = (bytes?: Uint8Array): string => {
    try {
      return bytes ? (decoder?.decode(bytes, { stream: true }) ?? '') : (decoder?.decode() ?? '');
    } catch {
      throw new UnreadableDocket('文字编码读不出，请另存为UTF-8编码的CSV。');
    }
  };
  for await (const piece of inBlocks(pieces)) {
    if (first && kindOf(piece) !== 'TEXT') {
      throw new UnreadableDocket('这是工作簿，请另存为CSV后再导入。', 0);
    }
    const encoding = first ? marked(piece) : undefined;
    first = false;
    if (!decoder && (encoding !== undefined || !isAscii(piece))) {
      decoder = new TextDecoder(encoding ?? encodingOf(piece), { fatal: true });
    }
    yield decoder ? textOf(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
  }
  const rest = textOf();
  if (rest !== '') yield rest;
}
