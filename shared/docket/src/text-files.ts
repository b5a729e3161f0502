/** How the text of a file says in which encoding it is, as spreadsheets write it. */
export const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** What separates columns; of two that stand in a head equally often, the one that its words can hold least comes first. */
const SEPARATORS = ['\t', ';', '；', ',', '，', '|'];

/** Excel's own way to name the separator, as a line before the head. */
export const NAMED_SEPARATOR = /^sep=(.)\s*(?:\r\n|\n|\r|$)/i;

/** What separates the columns of a table, by its first line that says anything. */
export function separatorOf(text: string): string {
  const head = text.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? '';
  const times = (separator: string) => head.split(separator).length - 1;
  const most = SEPARATORS.reduce((best, separator) => (times(separator) > times(best) ? separator : best));
  return times(most) > 0 ? most : ',';
}
