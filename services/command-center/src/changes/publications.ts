import type { CalendarYear } from '@xiezhi/rules';
import type { CasePosition, Logger, Metrics } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { Leases, Release } from '../leases';
import type { OpenFiles } from '../open-files';
import { has } from './reviser';
import type { Reviser } from './reviser';
import { pauseAfter, Telling } from './telling';
import type { Progress, Proposal, Publication } from './types';
import type { Versions } from './versions';

/** How many of the cases that do not answer are named: with them an operator finds the cause of all. */
const NAMED = 20;
/** How often a case that does not answer is told again before the approver has the answer without it. */
const ROUNDS_AWAITED = 3;
/** How long the approver waits for the others when one does not answer. */
const SILENCE_MS = 20_000;
/** Progress is written at most this often: it is for people who watch, and restarts do without it. */
const PROGRESS_MS = 250;
/** How often it is looked for a publication that nobody carries on. */
const LOOK_MS = 2_000;

const leaseOf = (id: string) => `publication:${id}`;

interface Waiting {
  answer(publication: Publication): void;
  refuse(error: unknown): void;
}

/** A publication that this process carries out. */
interface Run {
  /** What those get who ask now. */
  answer: Promise<Publication>;
  /** Ends the pause before the next attempt. */
  hurry: AbortController;
}

interface PublicationDeps {
  versions: Versions;
  reviser: Pick<Reviser, 'revise'>;
  leases: Leases;
  open: Pick<OpenFiles, 'catchUp' | 'all'>;
  metrics: Metrics;
  logger: Logger;
}

/**
 * Carries out approved changes. Everything follows from the approval and may be done again: the version is written under
 * its own number, and a case that has a version already changes nothing. What an outage interrupts goes on by itself, what
 * a process was carrying out when it died at another one.
 */
export class Publications {
  private readonly running = new Map<string, Run>();
  private readonly ending = new AbortController();

  constructor(
    private readonly proposals: Collection<Proposal>,
    private readonly deps: PublicationDeps,
  ) {}

  /**
   * For as long as this process lives: takes up what a crash, here or at another process, left between approval and the
   * last recomputed case. What somebody carries on is left to them.
   * @param first what is to be taken up before, at each look
   */
  async takeUpLeft(first: () => Promise<void>): Promise<void> {
    for (let failures = 0; ;) {
      try {
        await first();
        for (const { _id } of await this.proposals.find({ status: 'APPROVED' }).toArray()) await this.takeUp(_id);
        failures = 0;
      } catch (err) {
        failures += 1;
        this.deps.logger.warn({ err }, 'changes left over not taken up, again later');
      }
      if (!(await this.pause(failures === 0 ? LOOK_MS : pauseAfter(failures)))) return;
    }
  }

  private async takeUp(id: string): Promise<void> {
    if (this.running.has(id)) return;
    const release = await this.deps.leases.take(leaseOf(id));
    if (release) void this.begin(id, release);
  }

  close(): void {
    this.ending.abort();
  }

  /**
   * Publishes an approved change, or joins its publication under way; resolves when every case has it, or when those that
   * do not answer have been told a few times: the work goes on without anybody's waiting until they have it too. An
   * outage is told to those who wait then, and the work goes on a little later all the same, at once when somebody asks.
   */
  publish(id: string): Promise<Publication> {
    const run = this.running.get(id);
    run?.hurry.abort();
    return run?.answer ?? this.begin(id);
  }

  private begin(id: string, release?: Release): Promise<Publication> {
    const waiting = this.wait(id);
    void this.untilDone(id, waiting, release).finally(() => this.running.delete(id));
    return this.running.get(id)!.answer;
  }

  /** From now on who asks waits for the next attempt. */
  private wait(id: string): Waiting {
    let waiting!: Waiting;
    const answer = new Promise<Publication>((resolve, reject) => (waiting = { answer: resolve, refuse: reject }));
    // Perhaps nobody waits.
    answer.catch(() => undefined);
    this.running.set(id, { answer, hurry: new AbortController() });
    return waiting;
  }

  private async untilDone(id: string, first: Waiting, release: Release | undefined): Promise<void> {
    const { leases, logger } = this.deps;
    // Somebody waits for it: it is carried out here too, whoever else does, and done twice it is the same.
    const done = release ?? (await leases.take(leaseOf(id)).catch(() => undefined));
    try {
      for (let waiting = first, attempt = 1; ; attempt += 1) {
        try {
          return await this.carryOut(id, waiting.answer);
        } catch (err) {
          logger.error({ err, proposal: id }, 'publication interrupted, again later');
          const { refuse } = waiting;
          waiting = this.wait(id);
          refuse(err);
          if (!(await this.pause(pauseAfter(attempt), this.running.get(id)!.hurry.signal))) return;
        }
      }
    } finally {
      await done?.().catch((err: unknown) => logger.warn({ err, proposal: id }, 'lease not given back'));
    }
  }

  /** False when the service ends; `hurry` ends the pause alone. */
  private async pause(ms: number, hurry?: AbortSignal): Promise<boolean> {
    const { signal } = this.ending;
    await delay(ms, undefined, { signal: hurry ? AbortSignal.any([signal, hurry]) : signal }).catch(() => undefined);
    return !signal.aborted;
  }

  private async carryOut(id: string, answer: Waiting['answer']): Promise<void> {
    const proposal = await this.proposals.findOne({ _id: id });
    if (!proposal?.approvedAt) throw new Error(`proposal ${id} is not approved`);
    const { change, approvedAt, ends = [] } = proposal;
    if (change.kind === 'settings') {
      const { _id: version, effectiveFrom } = await this.deps.versions.publishSettings(
        proposal,
        change,
        approvedAt.slice(0, 10),
      );
      await this.proposals.updateOne({ _id: id }, { $set: { status: 'PUBLISHED', version } });
      return answer({ version, effectiveFrom, cases: [] });
    }
    const year = await this.deps.versions.publishYear(proposal, change);
    await this.proposals.updateOne({ _id: id }, { $set: { version: year.version } });
    const ended = ends.length > 0 ? { ends } : {};
    const cases = await this.reviseOpenCases(id, year, approvedAt, (told) => answer({ ...told, ...ended }));
    if (!cases) return;
    await this.proposals.updateOne({ _id: id }, { $set: { status: 'PUBLISHED' } });
    answer({ version: year.version, cases, ...ended });
  }

  /** The positions of all cases concerned; undefined when the service ended before every case had answered. */
  private async reviseOpenCases(
    id: string,
    year: CalendarYear,
    at: string,
    answer: Waiting['answer'],
  ): Promise<CasePosition[] | undefined> {
    const { arrived, left } = await this.concerned(year);
    const total = arrived.length + left.length;
    let toldAt = 0;
    const report = async (progress: Omit<Progress, 'total'>) => {
      toldAt = Date.now();
      await this.proposals.updateOne({ _id: id }, { $set: { progress: { ...progress, total } } });
    };
    await report({ done: arrived.length });
    const telling = new Telling({
      tell: (caseId) => this.deps.reviser.revise(caseId, [year], at),
      pause: (ms) => this.pause(ms),
      onProgress: async (told, unanswered) => {
        if (unanswered.length === 0 && Date.now() - toldAt < PROGRESS_MS) return;
        const done = arrived.length + told;
        await report({ done, waiting: unanswered.length, unanswered: unanswered.slice(0, NAMED) });
      },
      silence: {
        afterMs: SILENCE_MS,
        tell: (positions, waiting) => answer({ version: year.version, cases: [...arrived, ...positions], waiting }),
      },
      metrics: this.deps.metrics,
      logger: this.deps.logger,
    });
    let round = 0;
    let answered: CasePosition[] | undefined;
    await telling.run(left, (positions, waiting) => {
      round += 1;
      const cases = [...arrived, ...positions];
      if (waiting === 0) answered = cases;
      else if (round === ROUNDS_AWAITED) answer({ version: year.version, cases, waiting });
    });
    if (answered) await report({ done: total });
    return answered;
  }

  /**
   * Open files that may count by the year's region: those that have this version, and those still to be told. What is in
   * the ledger by now is taken first, since an event may be long in coming; a file recorded later looks for itself
   * (`Reviser.onEntry`, `onOpened`).
   */
  private async concerned(year: CalendarYear): Promise<{ arrived: CasePosition[]; left: string[] }> {
    const arrived: CasePosition[] = [];
    const left: string[] = [];
    await this.deps.open.catchUp();
    for await (const { caseId, seq, calendar, keeps } of this.deps.open.all()) {
      if (has(calendar, year)) arrived.push({ caseId, seq });
      else if (keeps(year.region)) left.push(caseId);
    }
    return { arrived, left };
  }
}
