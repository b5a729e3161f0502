import { commandSchemas } from '@xiezhi/contracts';
import {
  cleanText,
  DOCKET_FIELDS,
  docketColumns,
  docketValues,
  evaluateGround,
  folded,
  maskNumbers,
  readCaseNumber,
  textMask,
  whyUnprintable,
  withNameDots,
  writtenCaseNumber,
} from '@xiezhi/rules';
import { show, spread, table } from './statistics';

/** Longest text one field takes. */
export const LENGTH = 20_000;

const mask = textMask({
  parties: ['李明', '阿迪力·吐尔逊', 'E'].map((name) => ({ side: 'respondent', kind: 'person', name })),
});

const report = commandSchemas['execution.report'];

const DOCKET_COLUMNS = docketColumns([...DOCKET_FIELDS]);

/** Everything with a regular expression in it that a text of a person's meets. */
export const MEETS_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  '隐名：号码与地址': maskNumbers,
  '隐名：姓名': mask,
  比较用的写法: folded,
  文书中的文字: cleanText,
  能否打印: (text) => whyUnprintable(text, true),
  姓名中的间隔号: withNameDots,
  案号的写法: writtenCaseNumber,
  案号: readCaseNumber,
  财产所在地: (text) =>
    evaluateGround(
      { code: '3-6', propertyPlace: text, facts: text },
      { executingCourt: '吉0104', hasProperty: true, netAge: null, asOf: '2019-03-04' },
    ),
  底册的一行: (text) =>
    docketValues(
      DOCKET_COLUMNS,
      DOCKET_FIELDS.map(() => text),
    ),
  命令的字段: (text) => report.safeParse({ text }),
};

/** Pieces that, repeated, bring a pattern back to where it has been. */
export const WORST: readonly string[] = [
  '省县县',
  '市a区',
  '市甲乙丙丁戊己庚辛壬癸子丑寅',
  '市路',
  '区1号',
  '小区',
  '吉林省延吉市',
  '。',
  ' ',
  '\n',
  ' \n',
  '\u200b',
  '1',
  '1 ',
  '1234 ',
  '1234-',
  '123456 ',
  '０',
  '０ ',
  'A1',
  'E1234567',
  '0431-',
  '138 ',
  '（2018）',
  '（2018）吉0104执',
  '执',
  '之一',
  '李',
  '李 ',
  'E',
  '·',
  '李·',
  '李（',
  '李（明',
  '（李',
  '李/',
  '(',
  '1234.',
  '1234_',
  '138.1234.',
  '220104.1980',
  '市，',
  '街，',
  '市，明桦街',
  '街，1号，',
  '号',
];

/** A text of `length` characters of repeated pieces; the end is one that many patterns cannot take. */
export const worst = (piece: string, length: number): string =>
  `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 1)}a`;

export const ordinary = (length: number): string =>
  worst('已查明的可供执行财产中，位于二道区的两处商铺约占评估总值的九成，系被执行人的主要财产。', length);

/** Processor time of one call, ms: that of the fastest of several, which others on the machine have disturbed least. */
export function processorMs(work: () => unknown, times = 3): number {
  let best = Infinity;
  for (let count = 0; count < times; count++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

export interface PatternRun {
  name: string;
  worstPiece: string;
  worstMs: number;
  ordinaryMs: number;
}

/** Each function at the full length of its worst text, beside an ordinary text of that length. Starts no stack. */
export function patterns(runs: number, signal: AbortSignal): PatternRun[][] {
  const results: PatternRun[][] = [];
  for (let count = 0; count < runs && !signal.aborted; count++) {
    results.push(
      Object.entries(MEETS_TEXT).map(([name, meets]) => {
        const slowest = WORST.map((piece) => {
          const text = worst(piece, LENGTH);
          return { piece, ms: processorMs(() => meets(text)) };
        }).sort((a, b) => b.ms - a.ms)[0]!;
        const plain = ordinary(LENGTH);
        const ordinaryMs = processorMs(() => meets(plain));
        return { name, worstPiece: slowest.piece, worstMs: slowest.ms, ordinaryMs };
      }),
    );
  }
  return results;
}

export function describePatterns(results: readonly PatternRun[][]): string {
  const rows = (results[0] ?? []).map(({ name }, index) => {
    const own = results.flatMap((run) => run[index] ?? []);
    return [
      name,
      JSON.stringify(own[0]?.worstPiece ?? ''),
      show(spread(own.map(({ worstMs }) => worstMs)), 'ms'),
      show(spread(own.map(({ ordinaryMs }) => ordinaryMs)), 'ms'),
      show(spread(own.map(({ worstMs, ordinaryMs }) => worstMs / Math.max(ordinaryMs, 0.1)))),
    ];
  });
  return table([['遇到文字之处', '最慢的重复', `${LENGTH}字最慢`, '普通文字', '倍数'], ...rows]);
}
