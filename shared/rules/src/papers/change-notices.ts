import type { CaseState } from '../case';
import type { CourtCode } from '../courts';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant, LocalDate } from '../local-date';
import { sentence, Wording } from './clean';
import { body, compose } from './compose';
import type { Block, Paper } from './paper';
import { caseInWords } from './the-case';

const numberOf = (state: CaseState): string => state.documentNumber ?? '（文号待编）';

const paragraphs = (wording: Wording, text: string | undefined, what: string): Block[] =>
  wording.paragraphs(text, what).map((line) => body(sentence(line)));

/** 变更协同执行法院通知书 (Art. 5): the deciding court calls upon other courts than the decision names. */
export function participantsNotice(
  state: CaseState,
  change: { participants: CourtCode[]; added: CourtCode[]; removed: CourtCode[]; reasons: string },
  date: LocalDate,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { decidingCourt, executingCourt } = state;
  const names = (courts: readonly CourtCode[]) => courts.map((code) => wording.court(code, date)).join('、');
  const { added, removed, participants } = change;
  const now = participants.length === 0 ? '本院与你院' : `本院与你院及${names(participants)}`;
  const text = [
    body(`本院决定协同执行的你院${caseInWords(state, wording)}一案，现对参与协同的法院作如下变更：`),
    ...(added.length === 0 ? [] : [body(`增加${names(added)}。`)]),
    ...(removed.length === 0 ? [] : [body(`${names(removed)}不再参与。`)]),
    body(`变更后，该案由${now}协同执行。`),
    ...paragraphs(wording, change.reasons, '变更理由'),
  ];
  const frame = { kind: 'PARTICIPANTS_NOTICE', number: numberOf(state), court: decidingCourt, date, at } as const;
  return compose({ ...frame, addressee: executingCourt, copies: [...participants, ...removed] }, text, wording);
}

/** 撤销协同执行通知书: only the deciding court ends a collaboration before its end; the case stays with the executing court. */
export function revocationNotice(
  state: CaseState,
  reasons: string | undefined,
  date: LocalDate,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { decidingCourt, executingCourt, participants, closeRequest } = state;
  const text = [
    body(`本院决定协同执行的你院${caseInWords(state, wording)}一案，现决定撤销协同执行。`),
    ...paragraphs(wording, reasons ?? closeRequest?.summary, '撤销理由'),
    body('请你院继续承担办案责任，依法开展执行活动。参加协同执行人员的证件自本日起不再用于该案。'),
  ];
  const frame = { kind: 'REVOCATION_NOTICE', number: numberOf(state), court: decidingCourt, date, at } as const;
  return compose({ ...frame, addressee: executingCourt, copies: participants }, text, wording);
}
