import JSZip from 'jszip';
import type { Typesetting } from './typesetting';

/** What stands in for a licensed face on a machine that does not have it. */
const ALTERNATIVES: readonly (readonly [face: string, alternative: string, panose: string])[] = [
  ['仿宋_GB2312', '仿宋', '02010609030101010101'],
  ['方正小标宋简体', '宋体', '02010600030101010101'],
  ['黑体', 'SimHei', '02010609060101010101'],
];

const fontTable = (): string =>
  [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    ...ALTERNATIVES.map(
      ([face, alternative, panose]) =>
        `<w:font w:name="${face}"><w:altName w:val="${alternative}"/><w:panose1 w:val="${panose}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
    ),
    '</w:fonts>',
  ].join('');

/** ISO 8601 in whole seconds, as the core properties want it. */
const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** The library counts pictures per process and names watermarks by chance; here they are counted per file. */
function countedIds(xml: string): string {
  let count = 0;
  return xml
    .replace(/(<wp:docPr id=")[^"]*/g, (_, before: string) => `${before}${++count}`)
    .replace(/PowerPlusWaterMarkObject[\w-]*/g, () => `PowerPlusWaterMarkObject${++count}`);
}

/** The library has no way to say it of a style. */
function takeOffTheGrid(styles: string, id: string): string {
  return styles.replace(
    new RegExp(`(w:styleId="${id}".*?<w:pPr>.*?)(?=<w:spacing )`),
    (before) => `${before}<w:snapToGrid w:val="0"/>`,
  );
}

const escaped = (signs: Iterable<string>): string =>
  [...signs].join('').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The library cannot say which signs no line begins or ends with. */
function withLineRules(settings: string, { notFirst, notLast }: Typesetting): string {
  const rules =
    `<w:noLineBreaksAfter w:lang="zh-CN" w:val="${escaped(notLast)}"/>` +
    `<w:noLineBreaksBefore w:lang="zh-CN" w:val="${escaped(notFirst)}"/>`;
  return settings.replace(/(?=<w:compat>|<w:compat\/>|<\/w:settings>)/, rules);
}

/**
 * An office file as it is sent out: with one date for everything in it, so that its bytes depend on its content only,
 * its substitute faces named, the ends of lines ruled, and the paragraphs of the styles `offTheGrid` set without the grid of lines.
 */
export async function finished(
  file: Buffer,
  { date, offTheGrid, lines }: { date: Date; offTheGrid: readonly string[]; lines: Typesetting | null },
): Promise<Buffer> {
  const source = await JSZip.loadAsync(file);
  const target = new JSZip();
  for (const name of Object.keys(source.files).sort()) {
    const entry = source.files[name];
    if (!entry || entry.dir) continue;
    let data: Buffer | string = await entry.async('nodebuffer');
    if (name === 'docProps/core.xml') data = data.toString('utf8').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, seconds(date));
    if (name === 'word/fontTable.xml') data = fontTable();
    if (name === 'word/styles.xml') data = offTheGrid.reduce(takeOffTheGrid, data.toString());
    if (name === 'word/settings.xml' && lines) data = withLineRules(data.toString(), lines);
    if (/^word\/(document|header\d+)\.xml$/.test(name)) data = countedIds(data.toString());
    target.file(name, data, { date, createFolders: false });
  }
  return target.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 6 } });
}
