export { renderBoth, renderPaper, printWarnings } from './render';
export type { PaperFormat, RenderedPaper } from './render';
export { renderPdf } from './pdf';
export { renderDocx } from './docx';
export { layOut } from './layout';
export { PaperPool } from './pool';
export type { PoolOptions } from './pool';
export { missingCharacters } from './fonts';
