import type { Paper } from '@xiezhi/rules';
import { annexWords } from './annexes';
import { renderDocx } from './docx';
import { missingCharacters } from './fonts';
import { renderPdf } from './pdf';
import { typesettingOf } from './typesetting';

export interface RenderedPaper {
  pdf: Buffer;
  docx: Buffer;
  /** The paper's own, and what the fonts cannot print. In Chinese, for the person who sends the paper out. */
  warnings: string[];
}

export type PaperFormat = 'pdf' | 'docx';

export function renderPaper(paper: Paper, format: PaperFormat): Promise<Buffer> {
  return format === 'pdf' ? renderPdf(paper) : renderDocx(paper);
}

/** Words the fonts cannot print completely; the DOCX keeps the characters, the PDF has 〓 in their places. */
export function printWarnings(paper: Paper): string[] {
  const words = [...paper.blocks.map(({ text }) => text), annexWords(paper), paper.seal.courtName].join('');
  const missing = missingCharacters(words, typesettingOf(paper));
  if (missing.length === 0) return [];
  return [`PDF字库缺少${missing.join('、')}，PDF中以“〓”代替，请以DOCX打印或者手写补正。`];
}

/** One paper in both forms, from one model. */
export async function renderBoth(paper: Paper): Promise<RenderedPaper> {
  const [pdf, docx] = [await renderPdf(paper), await renderDocx(paper)];
  return { pdf, docx, warnings: [...paper.warnings, ...printWarnings(paper)] };
}
