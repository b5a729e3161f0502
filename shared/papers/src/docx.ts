import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { IParagraphStyleOptions } from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { Block, Paper } from '@xiezhi/rules';
import { WATERMARK_WORDS } from '@xiezhi/rules';
import { CHARACTER_PITCH, LINE_PITCH, mm, PAGE, QR_SIZE, SIZE } from './page';
import { documentDate, documentProperties } from './properties';
import { qrPng } from './qr';
import { reproducible } from './reproducible';

const TWIPS = 20;
const twips = (points: number): number => Math.round(points * TWIPS);
const PIXELS_PER_POINT = 96 / 72;
const RED = 'C8161D';

/** The faces of GB/T 9704 first; what stands in for them on a machine without them is in the font table (reproducible.ts). */
export const FACES = { body: '仿宋_GB2312', title: '方正小标宋简体', heading: '黑体' } as const;

const STYLE_NAMES: Readonly<Record<Block['role'] | 'seal' | 'verification', string>> = {
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
  seal: '院印',
  verification: '核验码',
};

/** Word knows a style by an ASCII id; people see its name. */
const styleId = (role: keyof typeof STYLE_NAMES): string => `Xiezhi${role[0]?.toUpperCase()}${role.slice(1)}`;

const faces = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
const body = { font: faces(FACES.body), size: SIZE.body * 2 };
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
    run: { font: faces(FACES.heading), size: SIZE.body * 2 },
    paragraph: {
      spacing: gridLine,
      keepNext: true,
      outlineLevel: 1,
      indent: { firstLine: twips(2 * CHARACTER_PITCH) },
    },
  },
  signature: {
    run: body,
    paragraph: { ...right(4), spacing: { ...gridLine, before: twips(LINE_PITCH) }, keepNext: true },
  },
  date: { run: body, paragraph: { ...right(4), spacing: { ...gridLine, before: twips(LINE_PITCH) }, keepNext: true } },
  copies: {
    run: { ...body, size: SIZE.small * 2 },
    paragraph: {
      spacing: { ...gridLine, before: twips(LINE_PITCH) },
      indent: { left: twips(CHARACTER_PITCH), right: twips(CHARACTER_PITCH) },
      border: { top: thin, bottom: thin },
    },
  },
  note: { run: { ...body, size: SIZE.small * 2 }, paragraph: { spacing: gridLine } },
  seal: { run: { ...body, color: RED }, paragraph: { ...right(4), spacing: gridLine } },
  verification: { run: { ...body, size: SIZE.note * 2 }, paragraph: { spacing: { before: twips(LINE_PITCH / 2) } } },
};

const styles = (Object.keys(STYLE_NAMES) as (keyof typeof STYLE_NAMES)[]).map((role) => ({
  id: styleId(role),
  name: STYLE_NAMES[role],
  basedOn: 'Normal',
  quickFormat: true,
  ...LOOKS[role],
}));

function paragraphs({ role, text }: Block): Paragraph[] {
  return text.split('\n').map((line) => new Paragraph({ style: styleId(role), children: [new TextRun(line)] }));
}

/** The place of the seal below the date, as in the annex; a court's own seal service puts the seal here. */
function sealPlace({ seal }: Paper): Paragraph {
  return new Paragraph({ style: styleId('seal'), children: [new TextRun(`（院印）${seal.words}`)] });
}

async function verification(code: string): Promise<Paragraph> {
  const side = Math.round(QR_SIZE * PIXELS_PER_POINT);
  return new Paragraph({
    style: styleId('verification'),
    children: [
      new ImageRun({
        type: 'png',
        data: await qrPng(code),
        transformation: { width: side, height: side },
        altText: { name: '文书核验码', title: '文书核验码', description: code },
      }),
      new TextRun(` 文书核验码\u3000${code}`),
    ],
  });
}

async function content(paper: Paper): Promise<Paragraph[]> {
  const result: Paragraph[] = [];
  for (const block of paper.blocks) {
    result.push(...paragraphs(block));
    if (block.role === 'date') result.push(sealPlace(paper));
  }
  if (paper.verificationCode) result.push(await verification(paper.verificationCode));
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
      default: { document: { run: { ...body, language: { value: 'en-US', eastAsia: 'zh-CN' } } } },
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
            // In 1/4096 of a point, added to every character.
            charSpace: Math.round((CHARACTER_PITCH - SIZE.body) * 4096),
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
  return reproducible(await Packer.toBuffer(document), documentDate(paper));
}
