import { toAsciiCourt } from '../../courts';
import type { EventActor, FileKind, FileOutcome } from '../../file';
import { FileTransition, notBefore, outcomeOf, refuse } from '../../file';
import { JURISDICTION } from '../../jurisdiction';
import type { Instant } from '../../local-date';
import { parseInstant, toInstant } from '../../local-date';
import { ROLE_TITLES } from '../../vocabulary';
import { ASSESSMENT_TITLES, assessmentRole, checkQuotaYear } from '../assessment-acts';
import { clockless, nothingHappens } from '../clockless';
import type { ClocklessCommand } from '../clockless';
import type {
  QuotaAct,
  QuotaCommand,
  QuotaEvent,
  QuotaOpening,
  QuotaPayloads,
  QuotaState,
  QuotaSubject,
} from './state';

type QuotaOutcome = FileOutcome<QuotaState, QuotaEvent>;

const QUOTA_PREFIX = 'quota-';

/** A court has one file for a year; ids have small letters only. */
export const quotaIdOf = ({ court, year }: QuotaSubject): string => `${QUOTA_PREFIX}${toAsciiCourt(court)}-${year}`;

class QuotaTransition extends FileTransition<QuotaState, QuotaPayloads> {
  constructor(current: QuotaState | null, instant: Instant, actor: EventActor) {
    super(evolveQuota, current, instant, actor, JURISDICTION);
  }
}

/** Art. 15 (1): a court will say how many cases it means to handle in a year. */
export function openQuota({ at: given, actor, with: subject }: QuotaOpening): QuotaOutcome {
  return outcomeOf(() => {
    const t = new QuotaTransition(null, toInstant(parseInstant(given)), actor);
    const { court, year } = subject;
    const own = t.courts.byCode(court, t.today) ?? refuse('COURT_UNKNOWN', `${t.today}没有代字为“${court}”的法院。`);
    if (own.tier !== 'INTERMEDIATE') refuse('FORBIDDEN', '年度协同执行案件数量由中级人民法院确定（第十五条）。');
    checkQuotaYear(year, t.today);
    t.emit('quota.opened', { court, year });
    return t;
  });
}

function decideQuota(state: QuotaState, command: QuotaCommand): QuotaOutcome {
  return outcomeOf(() => {
    const t = new QuotaTransition(state, notBefore(command.at, state.lastAt), command.actor);
    requireOwn(t, command);
    if (command.type === 'quota.set') {
      const { number, rationale } = command.with;
      t.emit('quota.set', { version: (state.versions.at(-1)?.version ?? 0) + 1, number, rationale });
    } else t.emit('quota.approved', { version: approvable(state, command) });
    return t;
  });
}

/** One person sets a number, another puts it in force: nobody approves what he has set, or has not read. */
function approvable(
  { subject, versions }: QuotaState,
  { actor, with: { version } }: Extract<QuotaCommand, { type: 'quota.approve' }>,
): number {
  const newest = versions.at(-1) ?? refuse('NOT_FOUND', `本院没有提出${subject.year}年的协同执行案件数量。`);
  if (version !== undefined && version !== newest.version) {
    refuse('VERSION_CONFLICT', `最新的是第${newest.version}版，请核对后再批准。`);
  }
  if (newest.by.sub === actor.sub) refuse('SAME_PERSON', '确定数量的人不能自己批准。');
  if (newest.approval) refuse('NOT_ALLOWED_IN_STATE', `${subject.year}年的第${newest.version}版已经批准。`);
  return newest.version;
}

function requireOwn({ courts, today, state }: QuotaTransition, { type, actor }: QuotaCommand): void {
  const { court, role } = actor;
  const own =
    courts.identityOf(court) === courts.identityOf(state.subject.court) && courts.codeOn(court, today) === court;
  if (!own || role !== assessmentRole(type)) {
    refuse('FORBIDDEN', `${court}的${ROLE_TITLES[role] ?? role}不能${ASSESSMENT_TITLES[type]}。`);
  }
}

function apply(state: QuotaState, event: QuotaEvent): QuotaState {
  const act: QuotaAct = { by: event.actor, at: event.at, seq: state.seq + 1 };
  switch (event.type) {
    case 'quota.set':
      return {
        ...state,
        status: 'PROPOSED',
        versions: [...state.versions, { ...event.payload, ...act, approval: null }],
      };
    case 'quota.approved': {
      const { version } = event.payload;
      const versions = state.versions.map((one) => (one.version === version ? { ...one, approval: act } : one));
      return { ...state, status: 'IN_FORCE', versions };
    }
    default:
      return state;
  }
}

/** The state after one more event; from null over all events of a court's year it gives its state. */
export function evolveQuota(state: QuotaState | null, event: QuotaEvent): QuotaState {
  if (state === null) {
    if (event.type !== 'quota.opened') throw new Error(`a number for a year cannot begin with ${event.type}`);
    state = { ...clockless(event.at), status: 'OPEN', subject: event.payload, versions: [] };
  }
  return { ...apply(state, event), seq: state.seq + 1, lastAt: event.at };
}

/** A court's number for a year as a kind of file. */
export const QUOTA: FileKind<QuotaState, QuotaCommand, ClocklessCommand, QuotaEvent, QuotaOpening, unknown> = {
  name: 'quota',
  idPrefix: QUOTA_PREFIX,
  open: openQuota,
  decide: decideQuota,
  decideSystem: nothingHappens,
  evolve: evolveQuota,
  nextRung: () => undefined,
  // It can be changed for ever.
  isOver: () => false,
  courtOf: ({ subject }) => subject.court,
  documentNumberOf: () => null,
  tick: (at) => ({ type: 'clock.tick', at }),
};
