import { commandAnswerSchema, receiptSchema } from '@xiezhi/contracts';
import type { HitAnswer, IdentifiedHitCommand, ScanOpeningRequest } from '@xiezhi/contracts';
import {
  codeOn,
  codesOf,
  courtsOn,
  decideHit,
  docketKey,
  enforcementCaseKey,
  isDue,
  isScannedBy,
  parseCaseNumber,
  RuleError,
  scanOpeningOf,
} from '@xiezhi/rules';
import type {
  Actor,
  AdvisedCourt,
  CourtCode,
  Disposition,
  DocketRow,
  HitCommand,
  HitEnd,
  HitState,
  Instant,
  LocalDate,
} from '@xiezhi/rules';
import {
  caseIdOf,
  commandIdOf,
  disposeHit,
  endHit,
  identifiedDisposition,
  readHit,
  refusalProblem,
} from '@xiezhi/case-kit';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Docket } from '../docket/docket';
import { runningCaseIds } from '../docket/running';
import type { Hits } from './hits';
import { digestOfRow } from './scan-run';
import type { HitDocument, Scan } from './types';

type DispositionFields = HitCommand['with'];

/** These open a collaboration. */
export const OPENING: ReadonlySet<Disposition> = new Set(['DECIDE', 'DESIGNATE']);

/** Longer than intake waits for the engine, for the hit and for the case. */
const OPENING_TIMEOUT_MS = 35_000;

const openedSchema = z.union([commandAnswerSchema, receiptSchema]);

/** What became of a disposition: done, with the collaboration it has opened; or received, and done when the engine is back. */
export type Disposal =
  | { done: true; answer: HitAnswer; collaboration?: z.infer<typeof commandAnswerSchema> }
  | { done: false; receipt: z.infer<typeof receiptSchema> };

interface DispositionDeps extends Pick<CaseService, 'temporal' | 'ledger' | 'cases' | 'http'> {
  docket: Docket;
  hits: Hits;
  intakeUrl: string;
  /** Whom to draft, best first (Art. 5 (2), (3)). */
  advice(asked: { executing: CourtCode; deciding: CourtCode; on: LocalDate }): Promise<AdvisedCourt[]>;
  logger: Logger;
}

/** What becomes of hits: by people, and by themselves when what they ask for has come true otherwise. */
export class Dispositions {
  constructor(private readonly deps: DispositionDeps) {}

  /** @throws Problem with the contract's code */
  async dispose(
    actor: Actor,
    caseNumber: string,
    asked: DispositionFields,
    { at, key }: { at: Instant; key: string },
  ): Promise<Disposal> {
    const { hits, ledger, temporal, cases } = this.deps;
    const keys = keysIn(actor.court, caseNumber, at.slice(0, 10));
    await Promise.all([hits.catchUp(), cases.catchUp()]);
    const found = await hits.ofCourtAndCase(actor.court, keys);
    const open = new Set((await hits.ofCase(keys)).map(({ _id }) => _id));
    const hit = found.find(({ _id }) => open.has(_id)) ?? found[0];
    if (!hit) throw new Problem('NOT_FOUND', '本院没有这件案件的扫描结果。');
    if (!hit.begun) await hits.begin(hit);
    const [row, collaboration] = await Promise.all([
      this.newestRow(hit.key, hit.found.executingCourt),
      runningCaseIds(cases).then((running) => running.get(hit.key)?.[0]),
    ]);
    const opens = caseIdOf(hit.found.executingCourt, commandIdOf(actor.sub, key));
    const known = {
      ...(row ? { row: digestOfRow(row) } : {}),
      ...(collaboration === undefined || collaboration === opens ? {} : { collaboration }),
      ...(OPENING.has(asked.disposition) ? { opens } : {}),
    };
    const request = identifiedDisposition(hit._id, actor, { at, asked, known, key });
    const disposal: Disposal = OPENING.has(asked.disposition)
      ? await this.open(hit, request, row)
      : { done: true, answer: await disposeHit({ temporal, ledger }, hit._id, request) };
    await hits.take([hit._id]);
    return disposal;
  }

  /**
   * Opens the collaboration, which disposes of the hit: both are intake's to finish once it has the request, whoever dies.
   * Nothing is asked of it that the hit would refuse.
   */
  private async open(hit: HitDocument, request: IdentifiedHitCommand, row: DocketRow | undefined): Promise<Disposal> {
    const { http, intakeUrl } = this.deps;
    const { command } = request;
    const { opens } = command.with;
    const state = await this.stateOf(hit);
    if (opens === undefined || state.disposed?.collaboration !== opens) {
      const outcome = decideHit(state, command);
      if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
    }
    if (opens === undefined || !row) throw new Problem('NOT_FOUND', '底册中没有这件案件。');
    if (!isDue(row, command.at.slice(0, 10)) && !state.disposed) await this.noLongerDue(hit, row, command);
    const asked: ScanOpeningRequest = {
      caseId: opens,
      hit: hit._id,
      disposition: request,
      opening: scanOpeningOf({
        hit: hit._id,
        found: hit.found,
        command,
        row,
        advised: await this.advisedFor(hit, command),
      }),
    };
    const options = { timeoutMs: OPENING_TIMEOUT_MS };
    const opened = await http.postJson(`${intakeUrl}/scan-openings`, asked, openedSchema, options);
    if (!('seq' in opened)) return { done: false, receipt: opened };
    const disposed = await this.stateOf(hit);
    const answer: HitAnswer = { caseId: hit._id, seq: disposed.seq, state: disposed.status, documentNumber: null };
    return { done: true, answer, collaboration: opened };
  }

  /** A decision never waits for advice: where none is to be had it goes without. */
  private async advisedFor({ _id, found }: HitDocument, command: HitCommand): Promise<AdvisedCourt[] | undefined> {
    if ((command.with.participants ?? []).length === 0) return undefined;
    const on = command.at.slice(0, 10);
    try {
      return await this.deps.advice({ executing: codeOn(found.executingCourt, on), deciding: command.actor.court, on });
    } catch (err) {
      this.deps.logger.warn({ err, hit: _id }, 'courts are drafted without advice');
      return undefined;
    }
  }

  /** A row that has come before the hit's file could be told of it: the hit ends by itself, and says so. */
  private async noLongerDue(hit: HitDocument, row: DocketRow, command: HitCommand): Promise<never> {
    await endHit(this.deps.temporal, hit._id, { as: 'NO_LONGER_DUE', row: digestOfRow(row), at: command.at });
    await this.deps.hits.take([hit._id]);
    const outcome = decideHit(await this.stateOf(hit), command);
    if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
    throw new Problem('NOT_ALLOWED_IN_STATE', '按底册现有数据，该案不再符合条件。');
  }

  /** As the ledger has it, which is never behind; a hit whose file is only being begun is as it begins. */
  private async stateOf(hit: HitDocument): Promise<HitState> {
    return (await readHit(this.deps.ledger, hit._id)) ?? this.deps.hits.opened(hit);
  }

  /** A collaboration was opened on a case, by whatever way: who has hit it need not ask for one any more. */
  async onOpened({ _id, state }: CaseDocument, at: Instant): Promise<void> {
    const open = await this.deps.hits.ofCase([enforcementCaseKey(state.caseFields, state.executingCourt)]);
    for (const hit of open) await this.end(hit, { as: 'ALREADY_COLLABORATING', collaboration: _id, at });
  }

  /**
   * Ends what a scan has written down after the collaboration or the rows had come that make it no hit: who heard of those
   * has ended the hits there were by then, and a walk over a large docket takes its time.
   * @param read the batches that the scan has read; undefined where an earlier walk of it, which read fewer, has opened hits
   */
  async afterScan({ _id, at: asked }: Pick<Scan, '_id' | 'at'>, read: ReadonlySet<string> | undefined): Promise<void> {
    const { hits, cases, docket } = this.deps;
    const opened = await hits.openedBy(_id);
    if (opened.length === 0) return;
    const running = await runningCaseIds(cases);
    for (const hit of opened) {
      const collaboration = running.get(hit.key)?.[0];
      const document = collaboration === undefined ? null : await cases.get(collaboration);
      const at = document?.timeline[0]?.at;
      if (document && at) await this.end(hit, { as: 'ALREADY_COLLABORATING', collaboration: document._id, at });
    }
    if (!read) return this.onRows([...new Set(opened.map(({ found }) => found.executingCourt))], asked);
    for (const { totals, at } of await docket.batches.finishedBeside(read)) {
      await this.onRows(Object.keys(totals.byCourt), at);
    }
  }

  private async end(hit: HitDocument, how: HitEnd & { at: Instant }): Promise<void> {
    if (!hit.begun) await this.deps.hits.begin(hit);
    await endHit(this.deps.temporal, hit._id, how);
  }

  /** Rows of these courts have come: hits whose newest row is no hit any more end. */
  async onRows(courts: readonly CourtCode[], at: Instant): Promise<void> {
    const { docket, hits } = this.deps;
    const today = at.slice(0, 10);
    const codes = new Set(courts.flatMap(codesOf));
    const open = (await hits.everyOpen()).filter(({ found }) => codes.has(found.executingCourt));
    if (open.length === 0) return;
    const batches = await docket.batches.finished();
    const byCase = new Map<string, HitDocument[]>();
    for (const hit of open) byCase.set(hit.key, [...(byCase.get(hit.key) ?? []), hit]);
    for (const court of new Set(open.map(({ found }) => found.executingCourt))) {
      for await (const { key, row } of docket.rows.newest(court, { batches })) {
        if (isDue(row, today)) continue;
        for (const hit of byCase.get(key) ?? []) {
          await this.end(hit, { as: 'NO_LONGER_DUE', row: digestOfRow(row), at });
        }
      }
    }
  }

  private async newestRow(key: string, court: CourtCode): Promise<DocketRow | undefined> {
    const { rows, batches } = this.deps.docket;
    const [newest] = await rows.history(key, codesOf(court), { batches: await batches.finished() });
    return newest;
  }
}

/**
 * The keys that a number may stand under in the area of a court: one, but for a number of the older form.
 * @throws RuleError CASE_NUMBER_INVALID, FORBIDDEN for a case outside of the area
 */
function keysIn(court: CourtCode, caseNumber: string, today: LocalDate): string[] {
  const number = parseCaseNumber(caseNumber);
  const area = courtsOn(today)
    .map(({ code }) => code)
    .filter((code) => isScannedBy(code, { court, asOf: today }));
  if (number.court !== null && !area.flatMap(codesOf).includes(number.court)) {
    throw new RuleError('FORBIDDEN', `${number.normalised}不是本院扫描范围内的案件。`);
  }
  return [...new Set(area.map((code) => docketKey({ case_no: caseNumber, court_code: code })))];
}
