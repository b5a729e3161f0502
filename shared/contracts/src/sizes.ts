import type { FileEvent, Refusal } from '@xiezhi/rules';

/**
 * What one entry of a ledger may hold, in bytes of JSON: NATS takes a mebibyte in one message, and an entry is sent with an
 * envelope.
 */
export const ENTRY_BYTES = 900_000;

/** What all entries of one case may hold together before people are asked to put the rest elsewhere. */
export const CASE_BYTES = 8_000_000;

/** Room beyond that for what brings a case to its end. */
export const ENDING_BYTES = 1_000_000;

/** Length of a text in UTF-8. A lone surrogate counts as the three bytes of the character that stands for it. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) {
      bytes += 4;
      index += 1;
    } else bytes += 3;
  }
  return bytes;
}

const isLowSurrogate = (code: number) => code >= 0xdc00 && code < 0xe000;

/** Bytes of a value as JSON in UTF-8. */
export function jsonBytes(value: unknown): number {
  return utf8Bytes(JSON.stringify(value) ?? '');
}

export const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1_000)}千字节`;

export const tooLarge = (message: string): Refusal => ({ code: 'VALIDATION', message });

/** Why an entry that these events make is more than can be sent on; undefined when none is. */
export function entryTooLarge(events: readonly FileEvent[]): Refusal | undefined {
  const largest = Math.max(...events.map(({ payload }) => jsonBytes(payload)));
  if (largest <= ENTRY_BYTES) return undefined;
  return tooLarge(
    `一次提交的内容为${kilobytes(largest)}，超过${kilobytes(ENTRY_BYTES)}的上限。请分次提交，或者将长文作为卷宗材料另行保存。`,
  );
}
