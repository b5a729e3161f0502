import type { HitAnswer } from '@xiezhi/contracts';
import {
  codesOf,
  courtsOn,
  decideHit,
  docketKey,
  enforcementCaseKey,
  isDue,
  isScannedBy,
  parseCaseNumber,
  RuleError,
} from '@xiezhi/rules';
import type { Actor, CourtCode, DocketRow, HitCommand, Instant, LocalDate } from '@xiezhi/rules';
import { disposeHit, endHit, identifiedDisposition, Problem, readHit, refusalProblem } from '@xiezhi/service-kit';
import type { CaseDocument, CaseService } from '@xiezhi/service-kit';
import type { Docket } from '../docket/docket';
import { runningCaseIds } from '../docket/running';
import type { Hits } from './hits';
import { digestOfRow } from './scan-run';
import type { HitDocument } from './types';

type Asked = HitCommand['with'];

/** What opens a collaboration is not there yet; a disposition that promises one would be no disposition. */
const OPENING: ReadonlySet<Asked['disposition']> = new Set(['DECIDE', 'DESIGNATE']);

interface DispositionDeps extends Pick<CaseService, 'temporal' | 'ledger' | 'cases'> {
  docket: Docket;
  hits: Hits;
}

/** What becomes of hits: by people, and by themselves when what they ask for has come true otherwise. */
export class Dispositions {
  constructor(private readonly deps: DispositionDeps) {}

  /** @throws Problem with the contract's code */
  async dispose(
    actor: Actor,
    caseNumber: string,
    asked: Asked,
    { at, key }: { at: Instant; key: string },
  ): Promise<HitAnswer> {
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
    const known = {
      ...(row ? { row: digestOfRow(row) } : {}),
      ...(collaboration === undefined ? {} : { collaboration }),
    };
    const request = identifiedDisposition(hit._id, actor, { at, asked, known, key });
    if (OPENING.has(asked.disposition)) await this.refuse(hit, request.command);
    const answer = await disposeHit({ temporal, ledger }, hit._id, request);
    await hits.take([hit._id]);
    return answer;
  }

  /** The Rule's own refusal where there is one, and otherwise that nothing can come of it here. */
  private async refuse(hit: HitDocument, command: HitCommand): Promise<never> {
    const state = (await readHit(this.deps.ledger, hit._id)) ?? (await this.deps.hits.opened(hit));
    const outcome = decideHit(state, command);
    if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
    throw new Problem('NOT_ALLOWED_IN_STATE', '系统尚不能由扫描结果直接立协同执行案件，请登记依职权协同的案件。');
  }

  /** A collaboration was opened on a case, by whatever way: who has hit it need not ask for one any more. */
  async onOpened({ _id, state }: CaseDocument, at: Instant): Promise<void> {
    const open = await this.deps.hits.ofCase([enforcementCaseKey(state.caseFields, state.executingCourt)]);
    for (const hit of open) {
      if (!hit.begun) await this.deps.hits.begin(hit);
      await endHit(this.deps.temporal, hit._id, { as: 'ALREADY_COLLABORATING', collaboration: _id, at });
    }
  }

  /** Rows of these courts have come: hits whose newest row is no hit any more end. */
  async onRows(courts: readonly CourtCode[], at: Instant): Promise<void> {
    const { docket, hits, temporal } = this.deps;
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
          if (!hit.begun) await hits.begin(hit);
          await endHit(temporal, hit._id, { as: 'NO_LONGER_DUE', row: digestOfRow(row), at });
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
