/** One article of 吉高法〔2018〕45号: its text by paragraphs, and in a sentence what this system does about it. */
export interface Article {
  number: number;
  title: string;
  text: readonly string[];
  system: string;
}
