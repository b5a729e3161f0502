import { parseCaseNumber } from '../case-number';
import type { CourtCode } from '../courts';
import { courtIdentity } from '../courts';
import type { LocalDate } from '../local-date';
import type { NetAge } from '../period';
import { netAgeMet } from '../period';
import type { Article } from './article';
import { otherProvinceIn } from './out-of-province';

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
  system: ['第（一）项按净龄自动计算，第（五）（六）（七）项按所填事实核对，其余各项由审查人判断。'],
};

export type GroundCode = '3-1' | '3-2' | '3-3' | '3-4' | '3-5' | '3-6' | '3-7' | '3-8';

/** A ground: the Rule's words, and what an applicant is asked to prove it with. */
export interface GroundDefinition {
  code: GroundCode;
  text: string;
  proof: string;
}

const PROOF: readonly string[] = [
  '财产清单；评估、拍卖、中止等扣除期间及相应文书。',
  '受干预情况说明及记录。',
  '媒体报道、信访等反映影响和关注的材料。',
  '妨碍、抗拒执行的经过记录及公安机关受案材料。',
  '系列、关联案件的案号清单（涉及两个以上执行法院）。',
  '被执行人财产清单，注明所在地和所属法院辖区。',
  '被执行人的主体类型及执行困难情况。',
  '案件重大、疑难、复杂的具体情况。',
];

/** Art. 3 (1)–(8) under the codes 3-1 … 3-8. */
export const GROUNDS: readonly GroundDefinition[] = PROOF.map((proof, i) => ({
  code: `3-${i + 1}` as GroundCode,
  text: (ART03.text[i + 1] ?? '').replace(/^（.）/, '').replace(/[；。]$/, ''),
  proof,
}));

/** A ground as claimed in an application. Codes of courts as written (吉0104). */
export interface GroundClaim {
  code: GroundCode;
  facts?: string | undefined;
  relatedCases?: readonly string[] | undefined;
  propertyCourt?: CourtCode | undefined;
  propertyPlace?: string | undefined;
  respondentKind?: string | undefined;
}

export interface GroundContext {
  executingCourt: CourtCode;
  /** The case's own number: listed among its related cases it proves nothing. */
  caseNumber?: string | undefined;
  hasProperty: boolean;
  /** null where no filing date is known. */
  netAge: NetAge | null;
  /** Day of receipt: grounds are judged as of it. */
  asOf: LocalDate;
}

/** `met` null: not computable, a person judges. `outOfProvince`: the property lies elsewhere, 事项委托 is the proper way. */
export interface GroundEvaluation {
  met: boolean | null;
  explanation: string;
  outOfProvince: boolean;
}

function result(met: boolean | null, explanation: string, outOfProvince = false): GroundEvaluation {
  return { met, explanation, outOfProvince };
}

function longUnclosed({ hasProperty, netAge, asOf }: GroundContext): GroundEvaluation {
  if (!hasProperty) return result(false, '未标明有财产可供执行。');
  if (!netAge) return result(null, '缺少立案日期，无法计算净龄。');
  const sum = `立案${netAge.filedOn}，满2年为${netAge.rawDate}，扣除${netAge.excludedDays}日，净龄届满${netAge.netDate}`;
  return netAgeMet(netAge, asOf)
    ? result(true, `${sum}，截至${asOf}已满2年。`)
    : result(false, `${sum}，自${netAge.metFrom}起方为满2年。`);
}

function relatedCases({ relatedCases: cases = [] }: GroundClaim, context: GroundContext): GroundEvaluation {
  const courts = new Set([courtIdentity(context.executingCourt)]);
  let unread = 0;
  for (const text of cases) {
    if (text === context.caseNumber) continue;
    try {
      const { court } = parseCaseNumber(text);
      if (court === null) unread += 1;
      else courts.add(courtIdentity(court));
    } catch {
      unread += 1;
    }
  }
  if (courts.size >= 2) return result(true, `系列、关联案件涉及${courts.size}个执行法院。`);
  if (unread > 0) return result(null, `有${unread}个案号无法识别法院，须人工核对是否涉及两个以上执行法院。`);
  return result(false, '所列案件只涉及一个执行法院，不足“多个法院”。');
}

function propertyElsewhere(claim: GroundClaim, { executingCourt }: GroundContext): GroundEvaluation {
  if (claim.propertyCourt) {
    return courtIdentity(claim.propertyCourt) === courtIdentity(executingCourt)
      ? result(false, '主要财产在执行法院本辖区。')
      : result(true, '主要财产在其他法院辖区。');
  }
  const province = otherProvinceIn(claim.propertyPlace ?? '');
  return province
    ? result(null, `主要财产在${province}，不属本省协同执行范围，可以办理事项委托。`, true)
    : result(null, '未填写财产所在地法院，须人工核对。');
}

function specialRespondent({ respondentKind, facts }: GroundClaim): GroundEvaluation {
  if (!respondentKind?.trim()) return result(false, '未填写被执行人的特殊主体类型。');
  if (!facts?.trim()) return result(false, '未说明难以执行的情况。');
  return result(true, '被执行人为特殊主体，并已说明难以执行的情况。');
}

/**
 * What can be computed about a claimed ground (Art. 3). 3-1, 3-5, 3-6 and 3-7 are checked against the facts given; whether the
 * others are met is a person's judgement.
 */
export function evaluateGround(claim: GroundClaim, context: GroundContext): GroundEvaluation {
  switch (claim.code) {
    case '3-1':
      return longUnclosed(context);
    case '3-5':
      return relatedCases(claim, context);
    case '3-6':
      return propertyElsewhere(claim, context);
    case '3-7':
      return specialRespondent(claim);
    default:
      return result(null, '由审查人判断。');
  }
}
