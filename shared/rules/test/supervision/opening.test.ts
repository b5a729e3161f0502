import {
  awaitsDocumentNumber,
  caseOfRow,
  decide,
  decideSystem,
  DEFAULT_SETTINGS,
  dutiesOf,
  factsOf,
  open,
  papersOf,
  scanOpeningOf,
} from '../../src';
import type { CaseEvent, CaseState, DocketRow, HitCommand, Instant, Outcome, ScanOpening } from '../../src';
import { person } from '../support/pure-case';
import { rowWith } from './rows';

const at = (text: string): Instant => `${text.replace(' ', 'T')}:00+08:00`;
const DAY = '2025-05-07 10:00';
const REASON = '有财产可供执行，已满两年未实际执结。';

const disposed = (
  given: HitCommand['with'],
  { row = rowWith(), court = '吉02', executingCourt = '吉0202' } = {},
): ScanOpening =>
  scanOpeningOf({
    hit: 'hit-jl02-1',
    found: { executingCourt },
    command: { at: at(DAY), actor: person(court, 'commandDirector'), with: given },
    row,
  });

const decided = (participants: string[] = [], row?: DocketRow) =>
  disposed({ disposition: 'DECIDE', reason: REASON, participants }, row ? { row } : {});
const designated = () => disposed({ disposition: 'DESIGNATE', reason: '指定协同', to: '吉02' }, { court: '吉' });

const CONTEXT = { settings: DEFAULT_SETTINGS, calendar: [] };

function taken(outcome: Outcome): { events: CaseEvent[]; state: CaseState } {
  if ('refusal' in outcome) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome;
}

const opened = (opening: ScanOpening) => taken(open(opening, CONTEXT));
const numbered = (state: CaseState, on = DAY) =>
  taken(decideSystem(state, { type: 'document.number', at: at(on), year: 2025, serial: 4 }));

describe('a decision', () => {
  const first = opened(decided(['吉0203']));
  const then = numbered(first.state);

  test('waits for its number and for nothing else', () => {
    expect(first.events.map(({ type }) => type)).toEqual(['order.scanned']);
    expect(awaitsDocumentNumber(first.state)).toBe(true);
    expect(dutiesOf(first.state)).toEqual([]);
    for (const command of [
      { type: 'review.propose', actor: person('吉02', 'handler'), with: { outcome: 'APPROVE', reasons: '同意' } },
      {
        type: 'order.conclude',
        actor: person('吉02', 'bureauDirector'),
        with: { ground: 'ALREADY_CLOSED', reasons: '' },
      },
    ] as const) {
      expect(decide(first.state, { ...command, at: at(DAY) })).toMatchObject({
        refusal: { code: 'NOT_ALLOWED_IN_STATE' },
      });
    }
  });

  test('is made that day by whoever disposed of the hit, without a review, and is served', () => {
    expect(then.events.map(({ type, actor }) => [type, actor.role])).toEqual([
      ['document.numbered', 'system'],
      ['decision.approved', 'commandDirector'],
      ['deadline.opened', 'commandDirector'],
    ]);
    expect(factsOf(then.state)).toMatchObject({
      state: 'APPROVED',
      route: 'ART4',
      origin: 'SCAN',
      mustComplete: true,
      warnings: [],
      receivedOn: '2025-05-07',
      participants: ['吉0203'],
      grounds: [{ code: '3-1', met: true }],
      decision: {
        decidedOn: '2025-05-07',
        reasons: REASON,
        documents: [{ number: '（2025）吉02协同执字第4号', addressee: '吉0202', copies: ['吉0203'] }],
      },
      deadlines: [{ kind: 'SERVICE', authority: 'HR-03', startedOn: '2025-05-07', due: '2025-05-09' }],
    });
  });

  test('keeps its day when the number comes late, and its service runs from that day', () => {
    const late = numbered(first.state, '2025-05-13 09:00');
    expect(factsOf(late.state)).toMatchObject({
      decision: { decidedOn: '2025-05-07' },
      deadlines: [{ startedOn: '2025-05-07', due: '2025-05-09', status: 'LATE' }],
    });
  });

  test('has the paper of the annex', () => {
    const event = then.events[1]!;
    const [paper] = papersOf(event, then.state);
    expect(paper).toMatchObject({ kind: 'DECISION', court: '吉02', addressee: '吉0202', date: '2025-05-07' });
  });

  test('of an intermediate court’s own case goes by Art. 9', () => {
    const row = rowWith({ case_no: '（2023）吉02执7号', court_code: '吉02' });
    const own = disposed({ disposition: 'DECIDE', reason: REASON }, { row, court: '吉', executingCourt: '吉02' });
    expect(opened(own).state).toMatchObject({ route: 'ART9', executingCourt: '吉02', decidingCourt: '吉' });
  });
});

test('a designation begins the review of the court designated, which cannot refuse', () => {
  const { state } = numbered(opened(designated()).state);
  expect(factsOf(state)).toMatchObject({
    state: 'ORDERED',
    origin: 'SCAN',
    decidingCourt: '吉02',
    mustComplete: true,
    documentNumber: '（2025）吉02协同执字第4号',
    decision: null,
    deadlines: [{ kind: 'REVIEW', authority: 'HR-01', court: '吉02', startedOn: '2025-05-07', due: '2025-05-21' }],
  });
  expect(dutiesOf(state)).toMatchObject([{ command: 'review.propose', court: '吉02' }]);
  const refusing = { outcome: 'REFUSE', reasons: '不予协同' } as const;
  const actor = person('吉02', 'handler');
  expect(decide(state, { type: 'review.propose', at: at(DAY), actor, with: refusing })).toMatchObject({
    refusal: { code: 'REFUSAL_NOT_ALLOWED' },
  });
});

const refused: [string, ScanOpening, string][] = [
  ['a court outside of the area', decided(['吉0104']), 'PARTICIPANT_OUTSIDE_JURISDICTION'],
  ['a row that is no hit any more', decided([], rowWith({ has_property: false })), 'NOT_ALLOWED_IN_STATE'],
  ['a row of less than two years', decided([], rowWith({ filing_date: '2024-02-14' })), 'NOT_ALLOWED_IN_STATE'],
  ['what no paper can show', decided([], rowWith({ cause: '买卖\ue000纠纷' })), 'VALIDATION'],
];

test.each(refused)('%s is refused', (_, opening, code) => {
  expect(open(opening, CONTEXT)).toMatchObject({ refusal: { code } });
  expect(open(opening, { ...CONTEXT, admitted: true })).toHaveProperty('state');
});

test('a case is told as the docket has it, and what the docket leaves empty is not known', () => {
  const row = rowWith({
    cause: null,
    claim_amount: null,
    parties: [
      { side: '申请执行人', name: '东昌\n供销社', kind: '法人' },
      { side: '被执行人', name: '宁立山', kind: '自然人' },
      { side: '案外人', name: '宁立海', kind: '自然人' },
    ],
    exclusions: [
      { type: '评估', start: '2024-01-10', end: '2024-02-10', document_no: '吉0202评1号' },
      { type: '拍卖', start: '2025-04-01', end: null, document_no: null },
      { type: '暂缓', start: '2025-06-01', end: null, document_no: null },
    ],
  });
  expect(caseOfRow(row, '2025-05-07')).toMatchObject({
    caseNumber: row.case_no,
    cause: '',
    claimAmount: null,
    parties: [
      { side: 'applicant', name: '东昌 供销社', kind: 'organization' },
      { side: 'respondent', name: '宁立山', kind: 'person' },
    ],
    exclusions: [
      { type: '评估', start: '2024-01-10', end: '2024-02-10', document: '吉0202评1号' },
      { type: '拍卖', start: '2025-04-01', end: '2025-05-07' },
    ],
  });
  const { state, events } = numbered(opened(decided([], row)).state);
  const [paper] = papersOf(events[1]!, state);
  expect(paper?.blocks.map(({ text }) => text).join('')).toContain('你院执行的东昌 供销社与宁立山（执行案号：');
});
