import type { CourtCode } from '../courts';
import type { LocalDate } from '../local-date';
import type { GroundCode } from './art03-grounds';

/** A ground as claimed in an application. Codes of courts as written (吉0104). */
export interface GroundClaim {
  code: GroundCode;
  facts?: string | undefined;
  relatedCases?: string[] | undefined;
  propertyCourt?: CourtCode | undefined;
  propertyPlace?: string | undefined;
  respondentKind?: string | undefined;
}

/** What the file holds beside the claim: its papers, and the excluded periods with their documents. */
export interface GroundFile {
  materials?: readonly { kind: string; title: string }[] | undefined;
  exclusions?: readonly { type: string; start: LocalDate; end: LocalDate; document?: string | undefined }[] | undefined;
}

/** Shortest narrative that says something about a ground the Rule leaves open (3-8). A setting, not law. */
export const NARRATIVE_CHARACTERS = 20;

const given = (text: string | undefined): string => text?.trim() ?? '';

function narrative(claim: GroundClaim, name: string): string[] {
  return given(claim.facts) ? [] : [name];
}

interface Paper {
  name: string;
  /** Papers are named freely, so one counts whose kind or title contains a word that such papers bear. */
  bearing: RegExp;
  /** A word that this paper bears and no other paper of the list. */
  word: string;
}

const PAPERS = {
  property: { name: '财产清单', bearing: /财产|评估|查封|冻结|扣押/, word: '财产' },
  interference: { name: '受干预记录', bearing: /干预|记录|笔录|登记/, word: '干预' },
  attention: { name: '媒体报道或者信访材料', bearing: /媒体|报道|舆情|新闻|信访|上访|督办/, word: '媒体' },
  resistance: { name: '妨碍、抗拒执行的经过记录', bearing: /经过|记录|笔录|录像|视频|照片/, word: '录像' },
  police: { name: '公安机关受案材料', bearing: /公安|报警|受案|立案告知|处警/, word: '公安' },
} as const satisfies Record<string, Paper>;

function holds({ materials = [] }: GroundFile, { bearing }: Paper): boolean {
  return materials.some(({ kind, title }) => bearing.test(kind) || bearing.test(title));
}

function paper(file: GroundFile, wanted: Paper): string[] {
  return holds(file, wanted) ? [] : [wanted.name];
}

/** The shortest list of papers that proves what these prove: for whoever has to judge again and needs no titles. */
export function provingPapers(materials: GroundFile['materials']): { kind: string; title: string }[] {
  return Object.values<Paper>(PAPERS)
    .filter((wanted) => holds({ materials }, wanted))
    .map(({ word }) => ({ kind: word, title: '' }));
}

const REQUIRED: Readonly<Record<GroundCode, (claim: GroundClaim, file: GroundFile) => string[]>> = {
  '3-1': (_, file) => [
    ...paper(file, PAPERS.property),
    ...(file.exclusions ?? [])
      .filter((period) => !given(period.document))
      .map(({ type, start, end }) => `“${type}”期间（${start}至${end}）的文书`),
  ],
  '3-2': (claim, file) => [...narrative(claim, '受干预情况说明'), ...paper(file, PAPERS.interference)],
  '3-3': (claim, file) => [...narrative(claim, '影响和社会关注情况说明'), ...paper(file, PAPERS.attention)],
  '3-4': (claim, file) => [
    ...narrative(claim, '妨碍、抗拒执行情况说明'),
    ...paper(file, PAPERS.resistance),
    ...paper(file, PAPERS.police),
  ],
  '3-5': ({ relatedCases = [] }) => (relatedCases.length > 0 ? [] : ['系列、关联案件的案号清单']),
  '3-6': ({ propertyCourt, propertyPlace }, file) => [
    ...(given(propertyCourt) || given(propertyPlace) ? [] : ['财产所在地或者所属法院']),
    ...paper(file, PAPERS.property),
  ],
  '3-7': (claim) => [
    ...(given(claim.respondentKind) ? [] : ['被执行人的特殊主体类型']),
    ...narrative(claim, '难以执行的情况说明'),
  ],
  '3-8': ({ facts }) =>
    [...given(facts)].length >= NARRATIVE_CHARACTERS
      ? []
      : [`案件重大、疑难、复杂的具体情况（不少于${NARRATIVE_CHARACTERS}字；设置，不是法律规定）`],
};

/**
 * What of the proof a ground asks for (Art. 3; recommended and not law) the file does not hold, in words for the
 * reviewer. Nothing is refused for it: the deciding court may ask for it or judge without.
 */
export function missingProof(claim: GroundClaim, file: GroundFile): string[] {
  return REQUIRED[claim.code](claim, file);
}
