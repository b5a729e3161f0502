import { commandSchemas } from '@xiezhi/contracts';
import {
  courtByCode,
  evaluateGround,
  isLocalDate,
  netAge,
  notEligible,
  parseCaseNumber,
  repeatedParty,
  RuleError,
  superiorOf,
  type CommandFields,
  type CommandType,
  type CourtCode,
  type GroundClaim,
  type GroundEvaluation,
  type LocalDate,
  type Material,
  type NetAge,
  type Party,
} from '@xiezhi/rules';
import type { z } from 'zod';
import { wordsFor } from '../../../shared/forms/missing';

export type Application = CommandFields['application.submit'];
/** The head of an order from above (Art. 4), which stands where an application names its addressee. */
export type OrderHead = Pick<CommandFields['order.register'], 'origin' | 'executingCourt'> & {
  letter?: Record<'number' | 'issuedBy' | 'channel', string>;
};
/** An application while it is written: anything may still be missing. */
export type ApplicationDraft = Partial<OrderHead> & { [K in keyof Application]?: Application[K] | undefined };

export interface CheckItem {
  key:
    | 'caseNumber'
    | 'filingDate'
    | 'cause'
    | 'basis'
    | 'applicant'
    | 'respondent'
    | 'grounds'
    | 'proof'
    | 'matters'
    | 'materials';
  done: boolean;
  /** Why not, in the Rule's words where it has any. */
  remark?: string;
}

function caseNumberRemark(text: string | undefined): string | undefined {
  if (!text?.trim()) return '未填写案号。';
  try {
    const number = parseCaseNumber(text);
    return notEligible(number);
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
}

function partiesOf(key: Party['side'], parties: readonly Party[]): CheckItem {
  const named = parties.filter(({ side }) => side === key);
  const remark = repeatedParty(named);
  return { key, done: named.length > 0, ...(remark ? { remark } : {}) };
}

/** The annex has the decision name it, by all four; a material of that kind serves as well. */
function basisOf({ basis }: ApplicationDraft, materials: readonly Material[]): CheckItem {
  const { document, number, madeBy, date }: Partial<NonNullable<typeof basis>> = basis ?? {};
  const whole = [document, number, madeBy, date].every(tidyText);
  const done = whole || materials.some(({ kind }) => kind?.includes('执行依据'));
  return { key: 'basis', done, ...(done ? {} : { remark: '未写明执行依据的，决定书也无法写明（附件）。' }) };
}

/** What Art. 6 asks an application to contain, item by item. `3-x` needs the facts that prove it. */
export function completenessOf(draft: ApplicationDraft): CheckItem[] {
  const parties = (draft.parties ?? []).filter((party) => party?.name?.trim());
  const grounds = draft.grounds ?? [];
  const unproved = grounds.filter(({ facts }) => !facts?.trim()).map(({ code }) => code);
  const numberRemark = caseNumberRemark(draft.caseNumber);
  const materials = (draft.materials ?? []).filter((material) => material?.title?.trim());
  return [
    { key: 'caseNumber', done: numberRemark === undefined, ...(numberRemark ? { remark: numberRemark } : {}) },
    { key: 'filingDate', done: isLocalDate(draft.filingDate) },
    { key: 'cause', done: Boolean(draft.cause?.trim()) },
    basisOf(draft, materials),
    partiesOf('applicant', parties),
    partiesOf('respondent', parties),
    { key: 'grounds', done: grounds.length > 0 },
    {
      key: 'proof',
      done: grounds.length > 0 && unproved.length === 0,
      ...(unproved.length > 0
        ? { remark: `第${unproved.map((code) => code.slice(2)).join('、')}项缺少事实说明。` }
        : {}),
    },
    { key: 'matters', done: Boolean(draft.matters?.trim()) },
    { key: 'materials', done: materials.length > 0 },
  ];
}

/** The net age as far as the days typed allow; undefined while one of them is missing or impossible. */
export function netAgeOf(draft: ApplicationDraft): NetAge | undefined {
  if (!isLocalDate(draft.filingDate)) return undefined;
  const exclusions = (draft.exclusions ?? []).filter(
    (period) => isLocalDate(period?.start) && isLocalDate(period?.end) && period.start <= period.end,
  );
  return netAge({ filedOn: draft.filingDate, exclusions });
}

/** What can be computed about a ground as of a day, as the deciding court will see it. */
export function previewGround(
  claim: GroundClaim,
  draft: ApplicationDraft,
  court: CourtCode,
  asOf: LocalDate,
): GroundEvaluation {
  return evaluateGround(claim, {
    executingCourt: court,
    caseNumber: draft.caseNumber,
    hasProperty: draft.hasProperty === true,
    netAge: netAgeOf(draft) ?? null,
    asOf,
  });
}

function courtOfCase(text: string): CourtCode | null {
  try {
    return parseCaseNumber(text).court;
  } catch {
    return null;
  }
}

/** Courts that the grounds name: where the property lies, where the related cases are. */
export function suggestedCourts(draft: ApplicationDraft, own: CourtCode): CourtCode[] {
  const named = (draft.grounds ?? []).flatMap(({ propertyCourt, relatedCases = [] }) => [
    propertyCourt ?? null,
    ...relatedCases.map(courtOfCase),
  ]);
  return [...new Set(named)].filter((code): code is CourtCode => code !== null && code !== own);
}

/** Where a court may apply: its superior, and for a basic court the High Court as well (Art. 8). */
export function addresseesOf(court: CourtCode, on: LocalDate): CourtCode[] {
  const superior = superiorOf(court, on);
  if (!superior) return [];
  const above = courtByCode(court, on)?.tier === 'BASIC' ? superiorOf(superior.code, on) : undefined;
  return [superior.code, ...(above ? [above.code] : [])];
}

const tidyText = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);

const tidied = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => tidyText(value) !== undefined));

/** The draft as the contract wants it: rows without content and empty texts are left out. */
export function toSend(draft: ApplicationDraft): Record<string, unknown> {
  const rows = <T extends object>(list: readonly T[] | undefined) =>
    (list ?? []).map(tidied).filter((row) => Object.keys(row).length > 0);
  const grounds = (draft.grounds ?? []).map((ground) => ({
    ...tidied(ground),
    ...(ground.relatedCases ? { relatedCases: ground.relatedCases.filter((text) => text.trim() !== '') } : {}),
  }));
  const optional = {
    exclusions: rows(draft.exclusions),
    materials: rows(draft.materials),
    suggestedParticipants: draft.suggestedParticipants ?? [],
  };
  const { receivedOn, proposal, letter, basis, ...rest } = draft;
  const head = letter && Object.values(letter).some(tidyText) ? { letter } : {};
  return {
    ...rest,
    ...head,
    ...(basis && Object.values(basis).some(tidyText) ? { basis: tidied(basis) } : {}),
    hasProperty: draft.hasProperty,
    grounds,
    parties: rows(draft.parties),
    ...Object.fromEntries(Object.entries(optional).map(([key, list]) => [key, list.length > 0 ? list : undefined])),
    ...(tidyText(proposal) === undefined ? {} : { proposal }),
    ...((draft.channel === 'PAPER' || draft.origin !== undefined) && receivedOn ? { receivedOn } : {}),
  };
}

/** What the contract's schema objects to, with the path of each field. */
export function schemaObjections(
  command: CommandType,
  body: unknown,
): { path: (string | number)[]; message: string }[] {
  const parsed = (commandSchemas[command] as z.ZodType).safeParse(body);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    path: issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
    message: wordsFor(command, body, issue),
  }));
}
