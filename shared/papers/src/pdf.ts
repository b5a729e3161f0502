import PDFDocument from 'pdfkit';
import type { Paper } from '@xiezhi/rules';
import { WATERMARK_WORDS } from '@xiezhi/rules';
import type { Face, PrintedCharacter, Weight } from './fonts';
import { printedCharacter } from './fonts';
import type { LaidPage } from './layout';
import { layOut } from './layout';
import { mm, PAGE, QR_SIZE, SIZE, TYPE_AREA, VERIFICATION_BELOW_TEXT } from './page';
import { qrModules } from './qr';
import { documentDate, documentProperties } from './properties';
import { SEAL, sealLetters, sealStar } from './seal';
import type { PlacedLine } from './typeset';

const GREY = '#808080';
const BLACK = '#000000';

type Pdf = PDFKit.PDFDocument;

function useFace(pdf: Pdf, { id, sfnt }: Face, size: number): void {
  pdf.registerFont(id, sfnt).font(id).fontSize(size);
}

/** Characters of one font file at a time; a paper rarely needs a second one. */
function drawCharacters(
  pdf: Pdf,
  characters: readonly PrintedCharacter[],
  at: { x: number; baseline: number; size: number; spacing: number },
): void {
  let x = at.x;
  for (let start = 0; start < characters.length;) {
    const first = characters[start];
    if (!first) return;
    let end = start;
    let width = 0;
    for (let one = characters[end]; one?.face === first.face; one = characters[end]) {
      width += (one.advance * at.size) / 1000 + at.spacing;
      end += 1;
    }
    const text = characters
      .slice(start, end)
      .map(({ character }) => character)
      .join('');
    useFace(pdf, first.face, at.size);
    pdf.text(text, x, at.baseline, { lineBreak: false, characterSpacing: at.spacing, baseline: 'alphabetic' });
    x += width;
    start = end;
  }
}

function setText(text: string, weight: Weight, size: number): { characters: PrintedCharacter[]; width: number } {
  const characters = [...text].map((one) => printedCharacter(one, weight));
  return { characters, width: characters.reduce((sum, { advance }) => sum + (advance * size) / 1000, 0) };
}

function drawLine(pdf: Pdf, { line, size, x, baseline, colour }: PlacedLine): void {
  if (colour !== undefined) pdf.fillColor(colour);
  drawCharacters(pdf, line.characters, { x, baseline, size, spacing: line.spacing });
  if (colour !== undefined) pdf.fillColor(BLACK);
}

/** The lines of tables, and the bars and axes of charts. */
function drawShapes(pdf: Pdf, { boxes, strokes }: LaidPage): void {
  for (const { x, y, width, height, grey } of boxes) {
    const level = Math.round(grey * 255);
    pdf.rect(x, y, width, height).fill([level, level, level]);
  }
  for (const { from, to, width } of strokes) {
    pdf
      .moveTo(...from)
      .lineTo(...to)
      .lineWidth(width)
      .stroke(BLACK);
  }
}

function drawSeal(pdf: Pdf, { seal }: Paper, { x, y }: { x: number; y: number }): void {
  pdf.save().opacity(SEAL.opacity).translate(x, y);
  pdf.circle(0, 0, SEAL.ring.radius).lineWidth(SEAL.ring.width).stroke(SEAL.colour);
  pdf.polygon(...sealStar()).fill(SEAL.colour);
  for (const { printed, x: left, baseline, turn } of sealLetters(seal)) {
    pdf.save().rotate((turn * 180) / Math.PI);
    drawCharacters(pdf, [printed], { x: left, baseline, size: SEAL.letter, spacing: 0 });
    pdf.restore();
  }
  pdf.restore();
}

function drawWatermark(pdf: Pdf, words: string): void {
  const size = 54;
  const { characters, width } = setText(words, 700, size);
  const [x, y] = [PAGE.width / 2, PAGE.height / 2];
  pdf
    .save()
    .opacity(0.14)
    .fillColor(GREY)
    .rotate(-45, { origin: [x, y] });
  drawCharacters(pdf, characters, { x: x - width / 2, baseline: y + size * 0.38, size, spacing: 0 });
  pdf.restore();
}

/** — 1 — in the middle of the foot, as on judicial papers. */
function drawPageNumber(pdf: Pdf, number: number): void {
  const { characters, width } = setText(`— ${number} —`, 400, SIZE.small);
  const baseline = PAGE.height - PAGE.bottom + mm(7) + SIZE.small;
  drawCharacters(pdf, characters, { x: (PAGE.width - width) / 2, baseline, size: SIZE.small, spacing: 0 });
}

function drawVerification(pdf: Pdf, code: string): void {
  const top = PAGE.height - PAGE.bottom + VERIFICATION_BELOW_TEXT;
  const modules = qrModules(code);
  const side = QR_SIZE / modules.length;
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) pdf.rect(PAGE.left + x * side, top + y * side, side, side);
    }),
  );
  pdf.fill(BLACK);
  ['文书核验码', code].forEach((text, line) => {
    const { characters } = setText(text, 400, SIZE.note);
    const baseline = top + QR_SIZE - mm(4) + line * mm(3.5);
    drawCharacters(pdf, characters, { x: PAGE.left + QR_SIZE + mm(2), baseline, size: SIZE.note, spacing: 0 });
  });
}

/** What does not belong to the text is marked so, for those who have a page read to them. */
function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

function drawPage(pdf: Pdf, paper: Paper, page: LaidPage, number: number, last: boolean): void {
  pdf.addPage();
  if (paper.watermark) {
    const words = WATERMARK_WORDS[paper.watermark];
    artifact(pdf, () => drawWatermark(pdf, words));
  }
  if (page.boxes.length + page.strokes.length > 0) artifact(pdf, () => drawShapes(pdf, page));
  pdf.fillColor(BLACK);
  for (const line of page.lines) drawLine(pdf, line);
  artifact(pdf, () => {
    for (const { y, colour = BLACK } of page.rules) {
      pdf
        .moveTo(PAGE.left, y)
        .lineTo(PAGE.left + TYPE_AREA.width, y)
        .lineWidth(0.7)
        .stroke(colour);
    }
    drawPageNumber(pdf, number);
    if (last && paper.verificationCode) drawVerification(pdf, paper.verificationCode);
    const { seal } = page;
    if (seal) drawSeal(pdf, paper, seal);
  });
}

/**
 * The paper as PDF/A-2b with its fonts in it. The same paper gives the same bytes: the file's dates and its identifier
 * come from the instant of the act.
 */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  const { title, subject, keywords } = documentProperties(paper);
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    font: null as unknown as string,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: title,
      Author: paper.courtName,
      Subject: subject,
      Keywords: keywords,
      Creator: 'Xiezhi',
      Producer: 'Xiezhi',
      CreationDate: documentDate(paper),
      ModDate: documentDate(paper),
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  const pages = layOut(paper);
  pages.forEach((page, index) => drawPage(pdf, paper, page, index + 1, index === pages.length - 1));
  pdf.end();
  return done;
}
