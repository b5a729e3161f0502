import { FINAL_STATUSES, mayKeep } from '@xiezhi/rules';
import type { CalendarYear } from '@xiezhi/rules';
import { inParallel } from '@xiezhi/service-kit';
import type { CaseDocument, CasePosition, Logger, Projection } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';
import { has } from './reviser';
import type { Reviser } from './reviser';
import type { Proposal, Publication } from './types';
import type { Versions } from './versions';

const CASES_AT_ONCE = 8;
const RETRY_MS = 2_000;
/** Progress is written at most this often: it is for people who watch, and restarts do without it. */
const PROGRESS_MS = 250;

/**
 * Carries out approved changes. Everything follows from the approval and may be done again: the version is written under
 * its own number, and a case that has a version already changes nothing. What an outage interrupts goes on by itself.
 */
export class Publications {
  private readonly running = new Map<string, Promise<Publication>>();
  private readonly retries = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(
    private readonly proposals: Collection<Proposal>,
    private readonly versions: Versions,
    private readonly reviser: Reviser,
    private readonly cases: Projection<CaseDocument>,
    private readonly logger: Logger,
  ) {}

  /** Takes up what a crash left between approval and the last recomputed case. */
  async resume(): Promise<void> {
    try {
      for (const { _id } of await this.proposals.find({ status: 'APPROVED' }).toArray()) {
        this.publish(_id).catch(() => undefined);
      }
    } catch (err) {
      this.logger.error({ err }, 'publications not resumed');
      this.retryLater(() => this.resume());
    }
  }

  close(): void {
    this.closed = true;
    this.retries.forEach(clearTimeout);
  }

  /**
   * Publishes an approved change, or joins its publication under way; resolves when every case has it. A failure is told
   * to those who wait, and the work goes on a little later without them.
   */
  publish(id: string): Promise<Publication> {
    const running = this.running.get(id);
    if (running) return running;
    const work = this.carryOut(id).finally(() => this.running.delete(id));
    this.running.set(id, work);
    work.catch((err: unknown) => {
      this.logger.error({ err, proposal: id }, 'publication interrupted');
      this.retryLater(() => this.publish(id));
    });
    return work;
  }

  private retryLater(work: () => Promise<unknown>): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.retries.delete(timer);
      work().catch(() => undefined);
    }, RETRY_MS);
    this.retries.add(timer);
  }

  private async carryOut(id: string): Promise<Publication> {
    const proposal = await this.proposals.findOne({ _id: id });
    if (!proposal?.approvedAt) throw new Error(`proposal ${id} is not approved`);
    const { change, approvedAt } = proposal;
    if (change.kind === 'settings') {
      const { _id: version, effectiveFrom } = await this.versions.publishSettings(
        proposal,
        change,
        approvedAt.slice(0, 10),
      );
      await this.proposals.updateOne({ _id: id }, { $set: { status: 'PUBLISHED', version } });
      return { version, effectiveFrom, cases: [] };
    }
    const year = await this.versions.publishYear(proposal, change);
    const { version } = year;
    await this.proposals.updateOne({ _id: id }, { $set: { version } });
    const cases = await this.reviseOpenCases(id, year, approvedAt);
    await this.proposals.updateOne({ _id: id }, { $set: { status: 'PUBLISHED' } });
    return { version, cases };
  }

  private async reviseOpenCases(id: string, year: CalendarYear, at: string): Promise<CasePosition[]> {
    const { arrived, left } = await this.concerned(year);
    let done = arrived.length;
    const total = done + left.length;
    let toldAt = 0;
    const tell = async () => {
      toldAt = Date.now();
      await this.proposals.updateOne({ _id: id }, { $set: { progress: { done, total } } });
    };
    await tell();
    const revised = await inParallel(left, CASES_AT_ONCE, async (caseId) => {
      const position = await this.reviser.revise(caseId, [year], at);
      done += 1;
      if (Date.now() - toldAt >= PROGRESS_MS) await tell();
      return position;
    });
    await tell();
    return [...arrived, ...revised.flat()];
  }

  /**
   * Open cases that may count by the year's region: those that have this version, and those still to be told. What is in
   * the ledger by now is taken first, since an event may be long in coming; a case recorded later looks for itself
   * (`Reviser.onEntry`).
   */
  private async concerned(year: CalendarYear): Promise<{ arrived: CasePosition[]; left: string[] }> {
    const arrived: CasePosition[] = [];
    const left: string[] = [];
    await this.cases.catchUp();
    const open = this.cases.collection.find(
      { status: { $nin: [...FINAL_STATUSES] } },
      {
        projection: {
          seq: 1,
          'state.calendar': 1,
          'state.executingCourt': 1,
          'state.decidingCourt': 1,
          'state.relayCourt': 1,
          'state.participants': 1,
        },
      },
    );
    for await (const found of open) {
      const { _id: caseId, seq, state } = found as CaseDocument;
      if (has(state.calendar, year)) arrived.push({ caseId, seq });
      else if (mayKeep(year.region, state)) left.push(caseId);
    }
    return { arrived, left };
  }
}
