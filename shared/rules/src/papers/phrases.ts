import type { GroundCode } from '../articles';
import { GROUNDS } from '../articles';
import type { PaperKind } from './paper';

/** A beginning for a text a person goes on writing; ×× marks what is to be filled in. None of it is law. */
export interface Phrase {
  id: string;
  /** Where it is of use. */
  for: PaperKind;
  ground?: GroundCode;
  text: string;
}

const REASONS: Readonly<Record<GroundCode, string>> = {
  '3-1':
    '该案有财产可供执行，自××年×月×日立案之日起，扣除评估、拍卖等法定延长执限期间后已满二年仍未实际执结，由你院单独执行确有困难',
  '3-2': '该案执行受到严重非法干预，由你院单独执行确有困难',
  '3-3': '该案有重大影响、社会高度关注，需要统一组织指挥',
  '3-4': '被执行人以××方法妨碍、抗拒执行，现有执行力量不足以保障执行',
  '3-5': '该案与××等案件系辖区多个法院立案受理的系列、关联案件，需要统一协调处置',
  '3-6': '被执行人的主要财产××位于××法院辖区，由你院单独处置确有困难，由当地法院就近协同更为便利',
  '3-7': '被执行人系××（特殊主体），案件难以执行，需要上级法院协调',
  '3-8': '该案××，属于其他重大、疑难、复杂案件',
};

const OTHERS: readonly Omit<Phrase, 'id'>[] = [
  { for: 'REFUSAL_NOTICE', text: '所列情形与查明的事实不符，不属于重大、疑难、复杂或者长期未结的执行实施案件。' },
  {
    for: 'REFUSAL_NOTICE',
    text: '该案自立案之日起扣除法定延长执限期间后未满二年，且现有执行措施尚未穷尽，你院有能力自行执行。',
  },
  { for: 'REFUSAL_NOTICE', text: '主要财产在外省，可以通过事项委托办理，不需要协同执行。' },
  { for: 'CORRECTION_NOTICE', text: '执行依据及其生效证明。' },
  { for: 'CORRECTION_NOTICE', text: '财产查控反馈及财产清单，注明所在地和控制情况。' },
  { for: 'CORRECTION_NOTICE', text: '评估、拍卖、中止等扣除期间的起止日期及相应文书。' },
  { for: 'INSTRUCTION', text: '请派员到××现场维持秩序，配合执行法院清点、交接，全程录音录像。' },
  { for: 'CORRECTION_ORDER', text: '经查，现场清点未制作笔录、未全程录音录像，请立即补正并报告。' },
];

/** Opening words for reasons by ground, and customary phrases (常用语) by paper; all may be changed freely. */
export const PHRASES: readonly Phrase[] = [
  ...GROUNDS.map(({ code }) => ({ id: `reason-${code}`, for: 'DECISION' as const, ground: code, text: REASONS[code] })),
  ...OTHERS.map((phrase, index) => ({ id: `phrase-${index + 1}`, ...phrase })),
];

/** Reasons to start from for the grounds a case was reported on, in the order of Art. 3. */
export function draftReasons(grounds: readonly GroundCode[]): string {
  const chosen = GROUNDS.filter(({ code }) => grounds.includes(code)).map(({ code }) => REASONS[code]);
  return chosen.length === 0 ? '' : `${chosen.join('；')}，符合协同执行情形。`;
}
