import type { DoctorReport, Examination } from '@xiezhi/contracts';
import { inParallel } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from '@xiezhi/ledger';
import { diagnoseSnapshot, diagnoseStanding, diagnoseUnrecorded } from './diagnosis';
import type { Diagnosis } from './diagnosis';
import type { Engine } from './engine';
import type { Findings } from './findings';
import { foldFile } from './fold';
import { kindOfFile } from '../kinds';
import { startFromLedger } from './starting';
import type { StartOptions } from './starting';

/** Of one examination, while it goes on. */
type Counts = Omit<Examination, 'at'>;

export interface DoctorOptions {
  ledger: Ledger;
  engine: Engine;
  findings: Findings;
  start: Omit<StartOptions, 'again'>;
  logger: Logger;
  /** How long what may have been under way is given before it is looked at again. */
  confirmAfterMs?: number;
}

const NOTHING: Counts = { cases: 0, open: 0, compared: 0, unanswered: 0, wrong: 0, restarted: 0, ms: 0 };
const PAGE = 2_000;
const AT_ONCE = 8;
/** Cases that are compared state by state in one routine round, in turn. */
const COMPARED_IN_A_ROUND = 100;
const CONFIRM_MS = 5_000;
/** So many cases that are stuck at once are stuck by the program, not by themselves: starting them again would not help. */
const STUCK_BY_PROGRAM = 50;

/**
 * Looks whether each case that is open in the ledger has a living workflow at the same number with the same state, and
 * starts it again from the ledger where it has not. Several may do so at a time: a run is ended by its own id, the engine
 * lets one new run begin, and the ledger refuses whatever does not follow its last entry.
 */
export class Doctor {
  private turn = '';
  private examining: Promise<Counts> | undefined;
  /** Cases whose workflow the ledger has just refused; looked at in the next round. */
  private readonly suspects = new Set<string>();
  private readonly started = new Set<string>();
  private asked = 0;
  /** The newest examination of all cases, and how far the present one is. */
  readonly report: Omit<DoctorReport, 'findings'> = { done: 0, total: 0, answered: 0, last: null };

  constructor(private readonly options: DoctorOptions) {}

  suspect(caseId: string): void {
    this.suspects.add(caseId);
  }

  /** @param thorough compare every open case with its ledger, not only some of them in turn */
  async examine({ thorough }: { thorough: boolean }): Promise<Counts> {
    while (this.examining) await this.examining.catch(() => undefined);
    this.examining = this.examineAll(thorough).finally(() => (this.examining = undefined));
    return this.examining;
  }

  /** Begins to compare every open case with its ledger. @returns a number; `report.answered` has come to it when it is done */
  ask(): number {
    this.asked += 1;
    const number = this.asked;
    void this.examine({ thorough: true })
      .catch((err: unknown) => this.options.logger.warn({ err }, 'examination failed'))
      .finally(() => (this.report.answered = Math.max(this.report.answered, number)));
    return number;
  }

  private async examineAll(thorough: boolean): Promise<Counts> {
    const { ledger, engine, findings, logger } = this.options;
    const began = Date.now();
    const done: Counts = { ...NOTHING };
    const doubtful = new Map<string, Diagnosis>();
    const running = await engine.running();
    const failing = await engine.failing();
    const suspects = new Set([...failing, ...this.suspects]);
    this.suspects.clear();
    for (const { caseId } of await findings.unresolved()) suspects.add(caseId);
    const toCompare = thorough ? undefined : this.inTurn([...running].sort());
    const unrecorded = new Set([...running, ...suspects]);
    Object.assign(this.report, { done: 0, total: running.size });

    for (let after = ''; ;) {
      const caseIds = await ledger.caseIds(after, PAGE);
      const ended = await findings.endedOf(caseIds);
      await inParallel(
        caseIds.filter((caseId) => !ended.has(caseId)),
        AT_ONCE,
        async (caseId) => {
          const lives = running.has(caseId) && !suspects.has(caseId);
          if (lives && toCompare && !toCompare.has(caseId)) {
            done.open += 1;
            return;
          }
          await this.examineCase(caseId, done, doubtful, failing);
          if (running.has(caseId)) this.report.done += 1;
        },
      );
      for (const caseId of caseIds) unrecorded.delete(caseId);
      done.cases += caseIds.length;
      const last = caseIds.at(-1);
      if (last === undefined || caseIds.length < PAGE) break;
      after = last;
    }
    if (done.cases > 0) {
      await inParallel([...unrecorded], AT_ONCE, (caseId) => this.examineCase(caseId, done, doubtful, failing));
    } else if (unrecorded.size > 0) {
      // An empty ledger beside running cases is more likely another's than theirs: no reason to end them.
      logger.error({ running: unrecorded.size }, 'the ledger is empty: is it the right one?');
    }
    await this.confirm(doubtful, done, failing);
    await this.lookAfter();
    done.ms = Date.now() - began;
    if (thorough) this.report.last = { ...done, at: new Date().toISOString() };
    return done;
  }

  /** Those of the running cases whose turn it is. */
  private inTurn(running: readonly string[]): Set<string> {
    const from = running.findIndex((caseId) => caseId > this.turn);
    const next = running.slice(Math.max(from, 0), Math.max(from, 0) + COMPARED_IN_A_ROUND);
    this.turn = next.at(-1) ?? '';
    return new Set(next);
  }

  private async examineCase(
    caseId: string,
    done: Counts,
    doubtful: Map<string, Diagnosis>,
    failing: ReadonlySet<string>,
  ): Promise<void> {
    try {
      const diagnosis = await this.diagnose(caseId, done);
      if (diagnosis === 'UNANSWERED') return;
      if (!diagnosis) await this.options.findings.resolve(caseId);
      else if (diagnosis.passing) doubtful.set(caseId, diagnosis);
      else await this.treat(caseId, diagnosis, done, failing);
    } catch (err) {
      done.unanswered += 1;
      this.options.logger.warn({ err, caseId }, 'case not examined');
    }
  }

  /** What is still the same after a while is so. */
  private async confirm(
    doubtful: ReadonlyMap<string, Diagnosis>,
    done: Counts,
    failing: ReadonlySet<string>,
  ): Promise<void> {
    if (doubtful.size === 0) return;
    await delay(this.options.confirmAfterMs ?? CONFIRM_MS);
    await inParallel([...doubtful], AT_ONCE, async ([caseId, before]) => {
      try {
        const now = await this.diagnose(caseId, { ...done });
        if (now === 'UNANSWERED') return void this.suspects.add(caseId);
        const same =
          now?.kind === before.kind &&
          now.runId === before.runId &&
          (now.kind === 'STUCK' || now.detail === before.detail);
        if (!now) await this.options.findings.resolve(caseId);
        else if (same || !now.passing) await this.treat(caseId, now, done, failing);
        else this.suspects.add(caseId);
      } catch (err) {
        done.unanswered += 1;
        this.options.logger.warn({ err, caseId }, 'case not examined');
      }
    });
  }

  /** Of the cases just started again, those that live. What an ended run was still writing may have come after the look. */
  private async lookAfter(): Promise<void> {
    const started = [...this.started];
    this.started.clear();
    await inParallel(started, AT_ONCE, async (caseId) => {
      const now = await this.diagnose(caseId, { ...NOTHING }).catch(() => 'UNANSWERED' as const);
      if (now) this.suspects.add(caseId);
      else await this.options.findings.resolve(caseId);
    });
  }

  /** Undefined where all is in order. */
  private async diagnose(caseId: string, done: Counts): Promise<Diagnosis | 'UNANSWERED' | undefined> {
    const { ledger, engine, findings } = this.options;
    const standing = await engine.standing(caseId);
    // The ledger only grows, so what a workflow has recorded by now must be in what is read of it from here on.
    const snapshot =
      standing.is === 'RUNNING' && standing.taskAttempt <= 1
        ? await engine.snapshot(caseId, standing.runId)
        : undefined;
    const folded = await foldFile(ledger, caseId);
    if (!folded) {
      return standing.is === 'RUNNING' && snapshot ? diagnoseUnrecorded(snapshot, standing.runId) : undefined;
    }
    const over = kindOfFile(caseId).isOver(folded.state);
    if (standing.is !== 'RUNNING' && over) {
      await findings.noteEnded(caseId);
      return undefined;
    }
    if (!over) done.open += 1;
    const first = diagnoseStanding(standing, folded);
    if (first || standing.is !== 'RUNNING') return first;
    if (!snapshot) {
      done.unanswered += 1;
      return 'UNANSWERED';
    }
    done.compared += 1;
    // Entries on their way: the workflow learns of them when its activity ends.
    const recording = standing.pending.some(({ type, failure }) => type === 'recordEntries' && failure === undefined);
    const found = diagnoseSnapshot(snapshot, standing.runId, folded);
    return found?.passing && recording ? undefined : found;
  }

  private async treat(caseId: string, diagnosis: Diagnosis, done: Counts, failing: ReadonlySet<string>): Promise<void> {
    const { findings, logger } = this.options;
    done.wrong += 1;
    const { kind, detail } = diagnosis;
    if (await findings.note(caseId, diagnosis)) logger.warn({ caseId, kind, detail }, 'case is not in order');
    if (!diagnosis.mends || (kind === 'STUCK' && failing.size >= STUCK_BY_PROGRAM)) return;
    if (!(await findings.hold(caseId))) return;
    let restarted = false;
    try {
      restarted = await this.restart(caseId, diagnosis);
    } finally {
      await findings.treated(caseId, restarted);
    }
    if (!restarted) return;
    done.restarted += 1;
    this.started.add(caseId);
    logger.warn({ caseId, kind }, 'case started again from the ledger');
  }

  /** False when somebody else has seen to it meanwhile. */
  private async restart(caseId: string, { kind, runId }: Diagnosis): Promise<boolean> {
    const { engine, ledger, start } = this.options;
    const standing = await engine.standing(caseId);
    if (standing.is !== 'MISSING' && standing.runId !== runId) return false;
    if (standing.is === 'RUNNING') await engine.terminate(caseId, standing.runId, `doctor: ${kind}`);
    const folded = await foldFile(ledger, caseId);
    if (!folded || kindOfFile(caseId).isOver(folded.state)) return kind === 'LEFT_OVER';
    return startFromLedger(folded, { ...start, again: true });
  }
}
