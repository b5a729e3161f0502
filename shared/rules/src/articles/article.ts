/**
 * One article of 吉高法〔2018〕45号: its text by paragraphs, character for character as issued (only line breaks of the
 * print are gone), and in sentences what this system does about it.
 */
export interface Article {
  number: number;
  title: string;
  text: readonly string[];
  system: readonly string[];
  /** What the article asks for and this system does not yet do. */
  notYet?: readonly string[];
}
