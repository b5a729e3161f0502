import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  FrameAnchorType,
  FrameWrap,
  Header,
  HeightRule,
  HorizontalPositionRelativeFrom,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  TextWrappingType,
  VerticalPositionRelativeFrom,
} from 'docx';
import type { FileChild, IFrameOptions, ParagraphChild } from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { Block, Paper } from '@xiezhi/rules';
import { WATERMARK_WORDS } from '@xiezhi/rules';
import { annexContent } from './docx-annexes';
import { face, FACES, faces, FREE_AT_RIGHT, offTheGrid, styleId, stylesOf, twips } from './docx-styles';
import {
  CHARACTER_PITCH,
  letterheadSize,
  LINE_PITCH,
  mm,
  PAGE,
  PIXELS_PER_POINT,
  QR_SIZE,
  SEAL_RADIUS,
  SIZE,
  TYPE_AREA,
  VERIFICATION_BELOW_TEXT,
} from './page';
import { documentDate, documentProperties } from './properties';
import { qrPng } from './qr';
import { typesettingOf } from './typesetting';
import { finished } from './finished';
import { sealPng } from './seal-picture';

const EMUS_PER_POINT = 12_700;

function paragraph({ role, text }: Block, more: { children?: ParagraphChild[]; keepNext?: boolean } = {}): Paragraph[] {
  const { children = [], ...options } = more;
  return text
    .split('\n')
    .map((line) => new Paragraph({ style: styleId(role), ...options, children: [...children, runOf(role, line)] }));
}

/** A letterhead is as large as its line allows; everything else looks as its style says. */
const runOf = (role: Block['role'], text: string): TextRun =>
  role === 'letterhead' ? new TextRun({ text, size: letterheadSize(text) * 2 }) : new TextRun(text);

const emptyLine = (): Paragraph => new Paragraph({ style: styleId('room') });

/** Lines left free above a block, where it begins a part of the paper. */
const FREE_ABOVE: Readonly<Partial<Record<Block['role'], number>>> = { headline: 2, annexes: 1 };

/**
 * The sample seal over the middle of the date, as a picture that stands in front of the text and moves with the date; a
 * court's own seal service puts the seal here.
 */
function sealOver(date: string, { seal }: Paper): ImageRun {
  const side = Math.round(2 * SEAL_RADIUS * PIXELS_PER_POINT);
  const fromRight = (FREE_AT_RIGHT + [...date].length / 2) * CHARACTER_PITCH;
  const emus = (points: number): number => Math.round(points * EMUS_PER_POINT);
  return new ImageRun({
    type: 'png',
    data: sealPng(seal),
    transformation: { width: side, height: side },
    altText: { name: '院印', title: '院印', description: `${seal.courtName}（${seal.words}）` },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.COLUMN,
        offset: emus(TYPE_AREA.width - fromRight - SEAL_RADIUS),
      },
      verticalPosition: {
        relative: VerticalPositionRelativeFrom.PARAGRAPH,
        offset: emus(LINE_PITCH / 2 - SEAL_RADIUS),
      },
      wrap: { type: TextWrappingType.NONE },
      allowOverlap: true,
    },
  });
}

/** A place in the lower margin, where a paragraph takes no line of the text. Points. */
const inMargin = (place: { x: number; y: number; width: number; height: number }): IFrameOptions => ({
  type: 'absolute',
  position: { x: twips(place.x), y: twips(PAGE.height - PAGE.bottom + place.y) },
  anchor: { horizontal: FrameAnchorType.PAGE, vertical: FrameAnchorType.PAGE },
  width: twips(place.width),
  height: twips(place.height),
  rule: HeightRule.EXACT,
  wrap: FrameWrap.AROUND,
});

/** On the page of the paragraph that follows. */
async function verification(code: string): Promise<Paragraph[]> {
  const side = Math.round(QR_SIZE * PIXELS_PER_POINT);
  const line = SIZE.note * 1.5;
  const picture = { x: PAGE.left, y: VERIFICATION_BELOW_TEXT, width: QR_SIZE, height: QR_SIZE };
  const words = {
    x: PAGE.left + QR_SIZE + mm(2),
    y: VERIFICATION_BELOW_TEXT + QR_SIZE - line,
    width: TYPE_AREA.width / 2,
    height: line,
  };
  return [
    new Paragraph({
      style: styleId('verification'),
      frame: inMargin(picture),
      children: [
        new ImageRun({
          type: 'png',
          data: await qrPng(code),
          transformation: { width: side, height: side },
          altText: { name: '文书核验码', title: '文书核验码', description: code },
        }),
      ],
    }),
    new Paragraph({
      style: styleId('verification'),
      frame: inMargin(words),
      children: [new TextRun(`文书核验码\u3000${code}`)],
    }),
  ];
}

/** Empty lines above the signature or date, for the upper half of the seal; they keep it with the end of the text. */
function roomAbove({ blocks }: Paper): Paragraph[] {
  const lines = blocks.some(({ role }) => role === 'signature') ? 1 : 2;
  return Array.from({ length: lines }, emptyLine);
}

const SIGNED = new Set<Block['role']>(['signature', 'date']);

async function content(paper: Paper): Promise<FileChild[]> {
  const result: FileChild[] = [];
  const annexes = annexContent(paper);
  const isLast = ({ role }: Block): boolean => annexes.length > 0 && role === 'copies';
  const firstSigned = paper.blocks.findIndex(({ role }) => SIGNED.has(role));
  paper.blocks.forEach((block, index) => {
    if (isLast(block)) return;
    result.push(...Array.from({ length: FREE_ABOVE[block.role] ?? 0 }, emptyLine));
    if (index === firstSigned) result.push(...roomAbove(paper));
    if (block.role === 'date') result.push(...paragraph(block, { children: [sealOver(block.text, paper)] }));
    else result.push(...paragraph(block, index === firstSigned - 1 ? { keepNext: true } : {}));
  });
  result.push(...annexes, ...paper.blocks.filter(isLast).flatMap((block) => paragraph(block)));
  if (paper.verificationCode) result.splice(-1, 0, ...(await verification(paper.verificationCode)));
  return result;
}

/** The paper as a Word file of real styles on the grid of GB/T 9704. The same paper gives the same bytes. */
export async function renderDocx(paper: Paper): Promise<Buffer> {
  const { title: name, subject, keywords } = documentProperties(paper);
  const watermark = paper.watermark
    ? [new TextWatermark({ text: WATERMARK_WORDS[paper.watermark], font: FACES.heading, color: 'silver' })]
    : [];
  const document = new Document({
    title: name,
    subject,
    keywords,
    creator: paper.courtName,
    lastModifiedBy: paper.courtName,
    styles: {
      default: { document: { run: { ...face, size: SIZE.body * 2, language: { value: 'en-US', eastAsia: 'zh-CN' } } } },
      paragraphStyles: stylesOf(paper),
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              top: twips(PAGE.top),
              right: twips(PAGE.right),
              bottom: twips(PAGE.bottom),
              left: twips(PAGE.left),
              footer: twips(PAGE.bottom - mm(7) - SIZE.small),
            },
          },
          grid: {
            type: DocumentGridType.LINES_AND_CHARS,
            linePitch: twips(LINE_PITCH),
          },
        },
        headers: { default: new Header({ children: [new Paragraph({ children: watermark })] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({
                    children: ['— ', PageNumber.CURRENT, ' —'],
                    font: faces('宋体'),
                    size: SIZE.small * 2,
                  }),
                ],
              }),
            ],
          }),
        },
        children: await content(paper),
      },
    ],
  });
  const lines = paper.templateVersion.endsWith('/1') ? null : typesettingOf(paper);
  return finished(await Packer.toBuffer(document), {
    lines,
    date: documentDate(paper),
    offTheGrid: offTheGrid(paper),
  });
}
