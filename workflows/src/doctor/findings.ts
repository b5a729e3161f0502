import type { Finding } from '@xiezhi/contracts';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Diagnosis, FaultKind } from './diagnosis';

/** As it is kept: its title follows from its kind. */
interface StoredFinding extends Omit<Finding, 'caseId' | 'kind' | 'title'> {
  _id: string;
  kind: FaultKind;
  heldUntil: Date;
}

export type FindingView = Omit<StoredFinding, '_id' | 'heldUntil'> & { caseId: string };

const HELD_MS = 60_000;
/** After a treatment that did not help the next one is this much later, and twice as much each time. */
const AGAIN_MS = 60_000;
const LONGEST_AGAIN_MS = 6 * 60 * 60_000;
const LATELY_MS = 60 * 60_000;
const SHOWN = 500;

/** The doctor's memory: what is wrong now, what was lately, and which cases have ended for good. */
export class Findings {
  private readonly findings: Collection<StoredFinding>;
  private readonly ended: Collection<{ _id: string }>;

  constructor(connection: Connection) {
    this.findings = collectionOf<StoredFinding>(connection, 'doctor_findings');
    this.ended = collectionOf<{ _id: string }>(connection, 'doctor_ended');
  }

  /** Notes what is wrong with a case; the same fault once. @returns true when it is news */
  async note(caseId: string, { kind, detail }: Diagnosis): Promise<boolean> {
    const foundAt = new Date().toISOString();
    const known = await this.findings.findOne({ _id: caseId });
    if (known && !known.resolvedAt && known.kind === kind) {
      if (known.detail !== detail) await this.findings.updateOne({ _id: caseId }, { $set: { detail } });
      return false;
    }
    try {
      if (known) {
        // What comes again soon after it was mended has not been mended.
        const lately = known.treatedAt !== undefined && Date.now() - Date.parse(known.treatedAt) < LATELY_MS;
        const treatments = known.resolvedAt && !lately ? 0 : known.treatments;
        await this.findings.updateOne(
          { _id: caseId },
          { $set: { kind, detail, foundAt, treatments }, $unset: { resolvedAt: '' } },
        );
      } else {
        await this.findings.insertOne({ _id: caseId, kind, detail, foundAt, treatments: 0, heldUntil: new Date(0) });
      }
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Takes a case in hand. False while somebody else has it, or it was treated a short while ago and that did not help. */
  async hold(caseId: string): Promise<boolean> {
    const finding = await this.findings.findOne({ _id: caseId });
    if (!finding) return false;
    const pause = Math.min(AGAIN_MS * 2 ** (finding.treatments - 1), LONGEST_AGAIN_MS);
    if (finding.treatments > 0 && finding.treatedAt && Date.now() < Date.parse(finding.treatedAt) + pause) return false;
    const now = new Date();
    const { matchedCount } = await this.findings.updateOne(
      { _id: caseId, treatments: finding.treatments, heldUntil: { $lt: now } },
      { $set: { heldUntil: new Date(now.getTime() + HELD_MS) } },
    );
    return matchedCount === 1;
  }

  async treated(caseId: string, restarted: boolean): Promise<void> {
    await this.findings.updateOne(
      { _id: caseId },
      {
        $set: { heldUntil: new Date(0), ...(restarted ? { treatedAt: new Date().toISOString() } : {}) },
        ...(restarted ? { $inc: { treatments: 1 } } : {}),
      },
    );
  }

  async resolve(caseId: string): Promise<void> {
    const resolvedAt = new Date().toISOString();
    await this.findings.updateOne({ _id: caseId, resolvedAt: { $exists: false } }, { $set: { resolvedAt } });
  }

  /** All cases with something that is not known to be in order again. */
  async unresolved(): Promise<{ caseId: string; kind: FaultKind }[]> {
    const found = this.findings
      .find({ resolvedAt: { $exists: false } })
      .project<Pick<StoredFinding, '_id' | 'kind'>>({ kind: 1 });
    return (await found.toArray()).map(({ _id: caseId, kind }) => ({ caseId, kind }));
  }

  /** The newest ones, newest first. */
  async list(): Promise<FindingView[]> {
    const found = await this.findings.find({}).sort({ foundAt: -1 }).limit(SHOWN).toArray();
    return found.map(({ _id: caseId, heldUntil: _, ...finding }) => ({ caseId, ...finding }));
  }

  /** Of the cases, those known to have ended. */
  async endedOf(caseIds: readonly string[]): Promise<Set<string>> {
    const found = await this.ended.find({ _id: { $in: [...caseIds] } }).toArray();
    return new Set(found.map(({ _id }) => _id));
  }

  async noteEnded(caseId: string): Promise<void> {
    await this.ended.updateOne({ _id: caseId }, { $set: {} }, { upsert: true });
  }
}
