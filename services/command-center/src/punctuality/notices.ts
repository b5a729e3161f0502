import { CLOCK_RUNGS, CLOCK_TITLES, HIGH_COURT, parseInstant } from '@xiezhi/rules';
import type { CourtCode } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Miss, Misses } from './misses';

/** What is to be told of silent misses, and at which courts. */
export interface MissNotice {
  /** Of when it happened (real time) and what it is about: in order of time. */
  _id: string;
  /** A file it is about: one of them where there are several. */
  caseId: string;
  /** Court time. */
  at: string;
  courts: CourtCode[];
  text: string;
}

/** So many of one court are told one by one; more at once are told together, because a midnight may bring thousands. */
const ONE_BY_ONE = 3;

const rungText = ({ kind, rung }: Miss): string => `“${CLOCK_TITLES[kind]}”${CLOCK_RUNGS[rung][0]}`;

/** An instant of the court clock as people read it. */
const clockText = (at: string): string => at.slice(0, 16).replace('T', ' ');

const ENDS = {
  WRITTEN: '已补记',
  NOT_OWED: '不再需要：到期前已办理、变更或者取消',
  PASSED_OVER: '此后的记录已越过，不会再有',
} as const;

function foundText(miss: Miss): string {
  const when = `案件${miss.caseId}的${rungText(miss)}应于${clockText(miss.dueAt)}记录`;
  return miss.end === 'PASSED_OVER'
    ? `静默漏发：${when}，没有记录，此后的记录已越过。`
    : `静默漏发：${when}，至今没有。请检查流程进程（npm run status、npm run doctor），见“系统自查”。`;
}

const endedText = (miss: Miss): string =>
  `静默漏发已消除：案件${miss.caseId}的${rungText(miss)}，应于${clockText(miss.dueAt)}（${miss.end ? ENDS[miss.end] : ''}）。`;

/** What is told of misses of one court that were found, or ended, at one instant. */
function noticesOf(what: 'found' | 'ended', misses: readonly Miss[]): MissNotice[] {
  const [first] = misses;
  if (!first) return [];
  const really = (what === 'found' ? first.foundReally : first.endedReally) ?? first.foundReally;
  const at = (what === 'found' ? first.foundAt : first.endedAt) ?? first.foundAt;
  const courts = [...new Set([first.court, HIGH_COURT])];
  const named = (about: string) => `${really}|${what}|${about}`;
  if (misses.length > ONE_BY_ONE) {
    const earliest = misses.reduce((a, b) => (parseInstant(a.dueAt) <= parseInstant(b.dueAt) ? a : b));
    const text =
      what === 'found'
        ? `静默漏发${misses.length}处（期限责任法院${first.court}）：最早的${rungText(earliest)}应于${clockText(earliest.dueAt)}记录，至今没有。请检查流程进程（npm run status、npm run doctor），逐处见“系统自查”。`
        : `静默漏发已消除${misses.length}处（期限责任法院${first.court}），逐处见“系统自查”。`;
    return [{ _id: named(`${first.court}:${misses.length}`), caseId: earliest.caseId, at, courts, text }];
  }
  return misses.map((miss) => ({
    ...{ _id: named(miss._id), caseId: miss.caseId, at, courts },
    text: what === 'found' ? foundText(miss) : endedText(miss),
  }));
}

/** Written from what has still to be told of the misses, and kept for whoever brings messages to people. */
export class MissNotices {
  private readonly notices: Collection<MissNotice>;

  constructor(
    connection: Connection,
    private readonly misses: Misses,
  ) {
    this.notices = collectionOf<MissNotice>(connection, 'punctuality_notices');
  }

  /** Puts down what is untold. What was put down before a kill is put down once: its name is what it is about. */
  async write(): Promise<void> {
    for (;;) {
      const untold = await this.misses.untold();
      if (untold.length === 0) return;
      const groups = new Map<string, { what: 'found' | 'ended'; misses: Miss[] }>();
      for (const miss of untold) {
        for (const what of [
          ...(miss.tellFound ? ['found' as const] : []),
          ...(miss.tellEnd ? ['ended' as const] : []),
        ]) {
          const name = `${what}|${miss.court}|${what === 'found' ? miss.foundReally : (miss.endedReally ?? '')}`;
          const group = groups.get(name) ?? { what, misses: [] };
          group.misses.push(miss);
          groups.set(name, group);
        }
      }
      const notices = [...groups.values()].flatMap(({ what, misses }) => noticesOf(what, misses));
      try {
        await this.notices.insertMany(notices, { ordered: false });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      await this.misses.markTold(untold);
    }
  }

  /** In order, after a name or an instant of real time (ISO 8601). */
  async after(after: string, limit: number): Promise<MissNotice[]> {
    const found = this.notices.find({ _id: { $gt: after } });
    return found.sort({ _id: 1 }).limit(limit).toArray();
  }
}
