import { oneNumber, readCaseNumber } from '../case-number';
import type { CourtCode, Courts } from '../courts/courts';
import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { NetAge } from '../period';
import { netAgeMet } from '../period';
import { missingProof } from './ground-proof';
import type { GroundClaim, GroundFile } from './ground-proof';
import { otherProvinceIn } from './out-of-province';

export interface GroundContext extends GroundFile {
  executingCourt: CourtCode;
  /** The case's own number: listed among its related cases it proves nothing. */
  caseNumber?: string | undefined;
  hasProperty: boolean;
  /** null where no filing date is known. */
  netAge: NetAge | null;
  /** Day of receipt: grounds are judged as of it. */
  asOf: LocalDate;
  /** Those of the province in force unless given. */
  courts?: Courts | undefined;
}

/** `met` null: not computable, a person judges. `outOfProvince`: the property lies elsewhere, 事项委托 is the proper way. */
export interface GroundEvaluation {
  met: boolean | null;
  explanation: string;
  /** Proof the file does not hold; empty when it holds all. */
  missing: string[];
  outOfProvince: boolean;
}

interface Check {
  met: boolean | null;
  explanation: string;
  outOfProvince?: true;
}

function longUnclosed({ hasProperty, netAge, asOf }: GroundContext): Check {
  if (!hasProperty) return { met: false, explanation: '未标明有财产可供执行。' };
  if (!netAge) return { met: null, explanation: '没有立案日期，无法计算净龄。' };
  const sum = `立案${netAge.filedOn}，满2年为${netAge.rawDate}，扣除${netAge.excludedDays}日，净龄届满${netAge.netDate}`;
  return netAgeMet(netAge, asOf)
    ? { met: true, explanation: `${sum}，截至${asOf}已满2年。` }
    : { met: false, explanation: `${sum}，自${netAge.metFrom}起方为满2年，截至${asOf}未满。` };
}

function relatedCases({ relatedCases: cases = [] }: GroundClaim, context: GroundContext, all: Courts): Check {
  if (cases.length === 0) return { met: false, explanation: '未列明系列、关联案件，看不出涉及两个以上执行法院。' };
  const courts = new Set([all.identityOf(context.executingCourt)]);
  const own = oneNumber(context.caseNumber ?? '', all);
  let unread = 0;
  for (const text of cases) {
    if (oneNumber(text, all) === own) continue;
    const court = readCaseNumber(text, all)?.court ?? null;
    if (court === null) unread += 1;
    else courts.add(all.identityOf(court));
  }
  const names = [...courts].join('、');
  if (courts.size >= 2) return { met: true, explanation: `系列、关联案件涉及${courts.size}个执行法院：${names}。` };
  return unread > 0
    ? { met: null, explanation: `有${unread}个案号无法识别法院，须人工核对是否涉及两个以上执行法院。` }
    : { met: false, explanation: `所列案件只涉及一个执行法院（${names}），不足“多个法院”。` };
}

function outOfProvince(where: string): Check {
  return {
    met: null,
    explanation: `主要财产在${where}，不属本省协同执行范围，可以办理事项委托。`,
    outOfProvince: true,
  };
}

function propertyElsewhere(claim: GroundClaim, { executingCourt }: GroundContext, courts: Courts): Check {
  const { propertyCourt } = claim;
  if (propertyCourt) {
    if (!courts.hasSign(propertyCourt)) return outOfProvince(`外省法院（${propertyCourt}）辖区`);
    if (!courts.everParents(propertyCourt)) {
      return { met: null, explanation: `没有代字为“${propertyCourt}”的法院，须人工核对财产所在地。` };
    }
    const [there, here] = [courts.identityOf(propertyCourt), courts.identityOf(executingCourt)];
    return there === here
      ? { met: false, explanation: `主要财产在执行法院（${here}）本辖区。` }
      : { met: true, explanation: `主要财产在${there}辖区，不在执行法院（${here}）辖区。` };
  }
  const province = otherProvinceIn(claim.propertyPlace ?? '', courts.province);
  return province
    ? outOfProvince(province)
    : { met: null, explanation: '未填写财产所在地法院，须人工核对是否在其他法院辖区。' };
}

function specialRespondent({ respondentKind, facts }: GroundClaim): Check {
  const kind = respondentKind?.trim();
  if (!kind) return { met: false, explanation: '未填写被执行人的特殊主体类型，“特殊主体”与“难以执行”须同时具备。' };
  if (!facts?.trim()) {
    return { met: false, explanation: '未说明难以执行的情况，“特殊主体”与“难以执行”须同时具备。' };
  }
  return { met: true, explanation: `被执行人为特殊主体（${kind}），并已说明难以执行的情况。` };
}

function check(claim: GroundClaim, context: GroundContext): Check {
  const { courts = TERRITORY.courts } = context;
  switch (claim.code) {
    case '3-1':
      return longUnclosed(context);
    case '3-2':
      return { met: null, explanation: '由审查人判断；本案限制查看范围。' };
    case '3-5':
      return relatedCases(claim, context, courts);
    case '3-6':
      return propertyElsewhere(claim, context, courts);
    case '3-7':
      return specialRespondent(claim);
    case '3-8':
      return { met: null, explanation: '由审查人判断，并由第二名审查人复核。' };
    default:
      return { met: null, explanation: '由审查人判断。' };
  }
}

/**
 * What can be said about a claimed ground (Art. 3) without judging it. 3-1, 3-5, 3-6 and 3-7 are checked against the facts
 * given; whether the others are met is a person's judgement. Missing proof is named and changes nothing computed.
 */
export function evaluateGround(claim: GroundClaim, context: GroundContext): GroundEvaluation {
  const { met, explanation, outOfProvince: elsewhere = false } = check(claim, context);
  const missing = missingProof(claim, context);
  return {
    met,
    explanation: missing.length === 0 ? explanation : `${explanation}缺少：${missing.join('、')}。`,
    missing,
    outOfProvince: elsewhere,
  };
}
