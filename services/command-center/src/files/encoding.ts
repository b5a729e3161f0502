import { BYTE_ORDER_MARKS } from '@xiezhi/docket';

/** Half of the bytes of UTF-16 are zero as far as it is digits and signs; those of no other encoding here ever are. */
function withoutMark(bytes: Uint8Array): string | undefined {
  const zeros = (offset: number) => bytes.filter((byte, index) => byte === 0 && index % 2 === offset).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even === 0 && odd === 0) return undefined;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The text of a file as spreadsheets save it on a Chinese machine: UTF-8, GB18030 (which holds GBK and GB2312) or UTF-16,
 * with or without a byte order mark. What the sender says of the encoding is not asked: browsers do not know it.
 * Undefined for bytes that are no text in any of them.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const encoding = marked?.[0] ?? withoutMark(bytes);
  if (encoding !== undefined) return decode(bytes, encoding);
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030');
}
