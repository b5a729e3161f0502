import type { Province } from '../courts/courts';

/** How much of a text a message quotes; characters. */
const QUOTED = 12;

interface Part {
  /** What may stand here; the longest fitting start of the rest is taken. */
  form: RegExp;
  /** What should, for whoever has to mend it. */
  wanted: string;
}

const YEAR = /^(?:19|20)\d{2}(?!\d)/;

/** A code of the province; its name written out is none, though it may begin with the same sign (吉林). */
function courtPart({ sign, name, short }: Province): Part {
  const second = name.startsWith(sign) ? name.charAt(sign.length) : '';
  return {
    form: new RegExp(`^${sign}(?:\\d{4}|\\d{2})?(?![\\d${second}])`),
    wanted: `应为${short}法院的代字，“${sign}”后为两位或者四位数字，或者没有数字`,
  };
}

const partsOf = (province: Province): readonly Part[] => [
  { form: /^（/, wanted: '应以括号中的年份开头' },
  { form: YEAR, wanted: '应为四位数的年份' },
  { form: /^）/, wanted: '年份之后应为右括号，不写“年”字' },
  courtPart(province),
  {
    form: /^知?执[恢保异复监协他]?(?=[^\p{Script=Han}]|[〇零一二三四五六七八九十百千万两]|字?第|号|$)/u,
    wanted: '应为执行案件的类型字（执、执恢、执保）',
  },
  { form: /^(?:字?第)?/, wanted: '' },
  { form: /^0*[1-9]\d{0,14}(?!\d)/, wanted: '应为从1起的序号，用阿拉伯数字' },
  { form: /^号/, wanted: '序号之后应为“号”' },
  { form: /^(?:之(?:[一二三四五六七八九十]+|\d+))?$/, wanted: '“号”之后只能有“之一”“之二”等' },
];

function quote(text: string): string {
  const characters = [...text];
  return characters.length > QUOTED ? `${characters.slice(0, QUOTED).join('')}…` : text;
}

/**
 * Which part of a text that is no case number is wrong, and what was expected there, in Chinese. The text is as
 * `writtenCaseNumber` leaves it, and the place is counted in it. `since`: first year of the current form.
 */
export function wrongPlace(written: string, since: number, province: Province): string {
  const { caseNumber, olderCaseNumber } = province.examples;
  const usual = `正确的案号如“${caseNumber}”`;
  if (written === '') return `案号没有内容，${usual}。`;
  const older = Number(YEAR.exec(written.slice(1))?.[0] ?? since) < since;
  const example = older ? `${since}年以前的案号如“${olderCaseNumber}”` : usual;
  let rest = written;
  for (const { form, wanted } of partsOf(province)) {
    const part = form.exec(rest)?.[0];
    if (part === undefined) {
      const place = [...written].length - [...rest].length + 1;
      const found = rest === '' ? '末尾' : `第${place}字起“${quote(rest)}”处`;
      return `案号格式无效，${found}有误：${wanted}；${example}。`;
    }
    rest = rest.slice(part.length);
  }
  return `案号格式无效，${example}。`;
}
