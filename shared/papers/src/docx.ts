import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  FrameAnchorType,
  FrameWrap,
  Header,
  HeightRule,
  HorizontalPositionRelativeFrom,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  TextWrappingType,
  VerticalPositionRelativeFrom,
} from 'docx';
import type { IFrameOptions, IParagraphStyleOptions, ParagraphChild } from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { Block, Paper } from '@xiezhi/rules';
import { WATERMARK_WORDS } from '@xiezhi/rules';
import {
  CHARACTER_PITCH,
  LINE_PITCH,
  mm,
  PAGE,
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

const TWIPS = 20;
const twips = (points: number): number => Math.round(points * TWIPS);
const PIXELS_PER_POINT = 96 / 72;
const EMUS_PER_POINT = 12_700;
/** GB/T 9704: so many characters are left free at the right of the date. */
const FREE_AT_RIGHT = 4;

/** The faces of GB/T 9704 first; what stands in for them on a machine without them is in the font table (finished.ts). */
export const FACES = { body: '仿宋_GB2312', title: '方正小标宋简体', heading: '黑体' } as const;

const STYLE_NAMES: Readonly<Record<Block['role'] | 'room' | 'verification', string>> = {
  court: '法院名称',
  title: '文书名称',
  number: '文号',
  addressee: '主送法院',
  body: '公文正文',
  heading: '公文标题',
  signature: '落款',
  date: '成文日期',
  copies: '抄送',
  note: '附注',
  room: '落款空行',
  verification: '核验码',
};

/** Word leaves lines of an exact height off the grid; LibreOffice does so only where it is told. */
const OFF_THE_GRID = ['court', 'title', 'copies'] as const;

/** Word knows a style by an ASCII id; people see its name. */
const styleId = (role: keyof typeof STYLE_NAMES): string => `Xiezhi${role[0]?.toUpperCase()}${role.slice(1)}`;

const faces = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
const face = { font: faces(FACES.body) };
/** Rounded down: 28 characters must not be wider than the line. */
const closer = Math.floor((CHARACTER_PITCH - SIZE.body) * TWIPS);
const body = { ...face, size: SIZE.body * 2, characterSpacing: closer };
const small = { ...face, size: SIZE.small * 2 };
const title = { font: faces(FACES.title), size: SIZE.title * 2 };
const gridLine = { line: twips(LINE_PITCH), lineRule: LineRuleType.EXACT, before: 0, after: 0 };
const titleLine = { ...gridLine, line: twips(LINE_PITCH * 1.5) };
const right = (characters: number) => ({
  alignment: AlignmentType.RIGHT,
  indent: { right: twips(characters * CHARACTER_PITCH) },
});
const thin = { style: BorderStyle.SINGLE, size: 6, space: 4, color: '000000' };

const LOOKS: Readonly<Record<keyof typeof STYLE_NAMES, Pick<IParagraphStyleOptions, 'run' | 'paragraph'>>> = {
  court: { run: title, paragraph: { alignment: AlignmentType.CENTER, spacing: titleLine, keepNext: true } },
  title: {
    run: title,
    paragraph: { alignment: AlignmentType.CENTER, spacing: titleLine, keepNext: true, outlineLevel: 0 },
  },
  number: { run: body, paragraph: { ...right(2), spacing: { ...gridLine, before: twips(LINE_PITCH) } } },
  addressee: { run: body, paragraph: { spacing: { ...gridLine, before: twips(LINE_PITCH) } } },
  body: {
    run: body,
    paragraph: {
      alignment: AlignmentType.BOTH,
      spacing: gridLine,
      indent: { firstLine: twips(2 * CHARACTER_PITCH), firstLineChars: 200 },
    },
  },
  heading: {
    run: { ...body, font: faces(FACES.heading) },
    paragraph: {
      spacing: gridLine,
      keepNext: true,
      outlineLevel: 1,
      indent: { firstLine: twips(2 * CHARACTER_PITCH) },
    },
  },
  signature: {
    run: body,
    paragraph: { ...right(FREE_AT_RIGHT), spacing: gridLine, keepNext: true },
  },
  // The lower half of the seal stands below the date.
  date: { run: body, paragraph: { ...right(FREE_AT_RIGHT), spacing: { ...gridLine, after: twips(2 * LINE_PITCH) } } },
  copies: {
    run: small,
    paragraph: {
      spacing: { ...gridLine, before: twips(LINE_PITCH) },
      indent: { left: twips(CHARACTER_PITCH), right: twips(CHARACTER_PITCH) },
      border: { top: thin, bottom: thin },
    },
  },
  note: { run: small, paragraph: { spacing: gridLine } },
  room: { run: body, paragraph: { spacing: gridLine, keepNext: true } },
  verification: { run: { ...face, size: SIZE.note * 2 }, paragraph: { spacing: { before: 0, after: 0 } } },
};

const styles = (Object.keys(STYLE_NAMES) as (keyof typeof STYLE_NAMES)[]).map((role) => ({
  id: styleId(role),
  name: STYLE_NAMES[role],
  basedOn: 'Normal',
  quickFormat: true,
  ...LOOKS[role],
}));

function paragraph({ role, text }: Block, more: { children?: ParagraphChild[]; keepNext?: boolean } = {}): Paragraph[] {
  const { children = [], ...options } = more;
  return text
    .split('\n')
    .map((line) => new Paragraph({ style: styleId(role), ...options, children: [...children, new TextRun(line)] }));
}

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
  return Array.from({ length: lines }, () => new Paragraph({ style: styleId('room') }));
}

const SIGNED = new Set<Block['role']>(['signature', 'date']);

async function content(paper: Paper): Promise<Paragraph[]> {
  const result: Paragraph[] = [];
  const firstSigned = paper.blocks.findIndex(({ role }) => SIGNED.has(role));
  paper.blocks.forEach((block, index) => {
    if (index === firstSigned) result.push(...roomAbove(paper));
    if (block.role === 'date') result.push(...paragraph(block, { children: [sealOver(block.text, paper)] }));
    else result.push(...paragraph(block, index === firstSigned - 1 ? { keepNext: true } : {}));
  });
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
      paragraphStyles: styles,
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
    offTheGrid: OFF_THE_GRID.map(styleId),
  });
}
