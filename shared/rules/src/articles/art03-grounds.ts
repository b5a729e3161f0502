import type { Article } from './article';

export const ART03: Article = {
  number: 3,
  title: '协同执行的情形',
  text: [
    '本规定所指重大、疑难、复杂或长期未结执行实施案件包括以下情形：',
    '（一）有财产可供执行，但立案之日起2年（不包括评估、拍卖等法定延长执限期间）未实际执结案件；',
    '（二）受到严重非法干预的案件；',
    '（三）有重大影响、社会高度关注的案件；',
    '（四）受暴力、威胁或其他方法妨碍、抗拒执行的案件；',
    '（五）辖区多个法院立案受理的系列、关联案件；',
    '（六）被执行人主要财产在其他法院辖区的案件；',
    '（七）特殊主体作为被执行人且难以执行的案件；',
    '（八）其他重大、疑难、复杂案件。',
  ],
  system: [
    '第（一）项按净龄自动计算，第（五）（六）（七）项按所填事实核对，其余各项由审查人判断。',
    '缺少的证明材料逐项列明供审查人参考，不因此拒收；核对不符合的可由执行局负责人说明理由后认定，第（八）项由第二人复核（设置，不是法律规定）。',
  ],
};

/** A ground: the Rule's words, and what an applicant is asked to prove it with. */
export interface GroundDefinition {
  code: GroundCode;
  text: string;
  proof: string;
}

const PROOF = {
  '3-1': '财产清单；评估、拍卖、中止等扣除期间及相应文书。',
  '3-2': '受干预情况说明及记录。',
  '3-3': '媒体报道、信访等反映影响和关注的材料。',
  '3-4': '妨碍、抗拒执行的经过记录及公安机关受案材料。',
  '3-5': '系列、关联案件的案号清单（涉及两个以上执行法院）。',
  '3-6': '被执行人财产清单，注明所在地和所属法院辖区。',
  '3-7': '被执行人的主体类型及执行困难情况。',
  '3-8': '案件重大、疑难、复杂的具体情况。',
} as const;

export type GroundCode = keyof typeof PROOF;

export const GROUND_CODES = Object.keys(PROOF) as [GroundCode, ...GroundCode[]];

/** Art. 3 (1)–(8) under the codes 3-1 … 3-8. */
export const GROUNDS: readonly GroundDefinition[] = GROUND_CODES.map((code, i) => ({
  code,
  text: (ART03.text[i + 1] ?? '').replace(/^（.）/, '').replace(/[；。]$/, ''),
  proof: PROOF[code],
}));
