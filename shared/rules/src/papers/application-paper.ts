import { GROUND_CODES, GROUNDS } from '../articles';
import { plainDate, toChineseNumeral } from '../case-number';
import type { CaseState, KeptFields, Party } from '../case';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant, LocalDate } from '../local-date';
import { articleName } from '../rulebook/views';
import { codesIn, PARTY_SIDES } from '../vocabulary';
import type { Route } from '../vocabulary';
import { sentence, withoutStop, Wording } from './clean';
import { body, compose, heading } from './compose';
import { yuan } from './execution-papers';
import type { Block, Paper } from './paper';
import { PARTICULARS, particular } from './particulars';
import { basisOf, partiesAndCause } from './the-case';

/** What is asked of the court above (Arts. 7-9), and where the Rule says so. */
const ASKED: Readonly<Record<Route, { help: string; articles: readonly number[] }>> = {
  ART7: { help: '协同执行', articles: [6, 7] },
  ART8: { help: '协同执行', articles: [6, 8] },
  ART9: { help: '帮助、协调执行', articles: [9] },
  ART4: { help: '协同执行', articles: [4] },
};

const itemOf = (index: number): string => `（${toChineseNumeral(index + 1)}）`;

function partyLine({ name, kind, identity, address, agent }: Party, wording: Wording): string {
  const labels = PARTICULARS[kind];
  return [
    wording.name(name, '当事人姓名或者名称'),
    ...(identity === undefined ? [] : [particular(labels.identity, wording.name(identity, labels.identity))]),
    ...(address === undefined ? [] : [particular(labels.address, wording.name(address, labels.address))]),
    ...(agent === undefined ? [] : [`代理人：${wording.name(agent, '代理人')}`]),
  ].join('，');
}

function parties({ parties: all }: KeptFields, wording: Wording): Block[] {
  return codesIn(PARTY_SIDES).flatMap((side) =>
    all
      .filter((party) => party.side === side)
      .map((party) => body(`${PARTY_SIDES[side][0]}：${partyLine(party, wording)}。`)),
  );
}

function situation(state: CaseState, wording: Wording): Block[] {
  const {
    caseNumber,
    filingDate,
    transferredFrom,
    cause,
    claimAmount,
    hasProperty,
    exclusions = [],
  } = state.caseFields;
  const basis = basisOf(state, wording);
  return [
    `执行案号：${wording.name(caseNumber, '案号')}，${plainDate(filingDate)}立案${
      transferredFrom === undefined ? '' : `，由${wording.court(transferredFrom, filingDate)}移送执行`
    }`,
    `案由：${wording.take(cause, '案由').replace(/\n/g, '')}`,
    ...(basis === '' ? [] : [`执行依据：${basis}`]),
    `申请执行标的：${claimAmount === null ? '不详' : yuan(claimAmount)}`,
    hasProperty ? '有财产可供执行' : '尚未发现可供执行的财产',
    ...exclusions.map(({ type, start, end, document }) => {
      const by = document === undefined ? '' : `，依据：${wording.name(document, '扣除期间的依据文书')}`;
      return `不计入执行期限的期间：${wording.name(type, '扣除事由')}，${plainDate(start)}至${plainDate(end)}${by}`;
    }),
  ].map((line) => body(`${withoutStop(line)}。`));
}

function reasons({ grounds }: KeptFields, on: LocalDate, wording: Wording): Block[] {
  return grounds.flatMap(({ code, facts, relatedCases = [], propertyCourt, propertyPlace, respondentKind }, index) => {
    const { text = '' } = GROUNDS.find((ground) => ground.code === code) ?? {};
    const item = `${articleName(3)}第${itemOf(GROUND_CODES.indexOf(code))}项`;
    return [
      body(`${itemOf(index)}${text}（${item}）。`),
      ...wording.paragraphs(facts, '事实说明').map((line) => body(sentence(line))),
      ...(relatedCases.length === 0
        ? []
        : [body(`系列、关联案件：${relatedCases.map((number) => wording.name(number, '关联案件案号')).join('、')}。`)]),
      ...(propertyCourt === undefined && propertyPlace === undefined
        ? []
        : [
            body(
              `财产所在地：${[
                ...(propertyPlace === undefined ? [] : [wording.name(propertyPlace, '财产所在地')]),
                ...(propertyCourt === undefined ? [] : [`${wording.court(propertyCourt, on)}辖区`]),
              ].join('，')}。`,
            ),
          ]),
      ...(respondentKind === undefined ? [] : [body(`特殊主体：${wording.name(respondentKind, '特殊主体类型')}。`)]),
    ];
  });
}

function suggestions({ proposal, suggestedParticipants = [] }: KeptFields, on: LocalDate, wording: Wording): Block[] {
  const courts = suggestedParticipants.map((code) => wording.court(code, on)).join('、');
  return [
    ...wording.paragraphs(proposal, '建议意见').map((line) => body(sentence(line))),
    ...(courts === '' ? [] : [body(`建议参与协同执行的法院：${courts}。`)]),
  ];
}

/** 一、…… for each part that says anything. */
function numbered(parts: readonly (readonly [title: string, blocks: readonly Block[]])[]): Block[] {
  return parts
    .filter(([, blocks]) => blocks.length > 0)
    .flatMap(([title, blocks], index) => [heading(`${toChineseNumeral(index + 1)}、${title}`), ...blocks]);
}

/**
 * 协同执行申请书 (Art. 6, 书面提出): what the application says, in writing, by the executing court. A form of our own; one that
 * was corrected says so. Its number is the case's: the document number is given by the court that receives it.
 */
export function applicationPaper(
  state: CaseState,
  date: LocalDate,
  at: Instant,
  correction?: { reason?: string },
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { caseFields: fields, executingCourt, decidingCourt, relayCourt, route, amendments = 0 } = state;
  const { help, articles } = ASKED[route];
  const through = relayCourt === null ? '' : `，经${wording.court(relayCourt, date)}层报你院`;
  const onPaper = fields.channel === 'PAPER' && fields.receivedOn !== undefined;
  const materials = (fields.materials ?? []).map(
    ({ kind, title }, index) => `${index + 1}．${wording.name(title, '材料名称')}（${wording.name(kind, '材料种类')}）`,
  );
  const text = [
    body(`本院执行的${partiesAndCause(state, wording)}一案，需要${help}${through}。现将有关情况报告如下：`),
    ...numbered([
      ['当事人', parties(fields, wording)],
      ['执行案件基本情况', situation(state, wording)],
      ['协同执行理由', reasons(fields, date, wording)],
      ['协同具体事项', wording.paragraphs(fields.matters, '协同具体事项').map((line) => body(sentence(line)))],
      ['建议意见', suggestions(fields, date, wording)],
      ['案件材料', materials.map(body)],
    ]),
    body(`依照${wording.ruleName}${articles.map(articleName).join('、')}规定，请予审查决定。`),
    ...(onPaper ? [body(`本申请的纸质材料已于${plainDate(fields.receivedOn!)}收到。`)] : []),
    ...(correction
      ? [
          body(`本申请书为第${amendments}次更正后的文本，此前的申请书以本申请书为准。`),
          ...wording.paragraphs(correction.reason, '更正说明').map((line) => body(`更正说明：${sentence(line)}`)),
        ]
      : []),
  ];
  const frame = { kind: 'APPLICATION', court: executingCourt, addressee: decidingCourt, date, at } as const;
  const number = wording.name(fields.caseNumber, '案号');
  return compose({ ...frame, number, ...(correction ? { ordinal: `第${amendments}次更正` } : {}) }, text, wording);
}
