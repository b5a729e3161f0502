import type { IdentifiedHitCommand } from '@xiezhi/contracts';
import type { Refusal, RefusalCode } from '@xiezhi/rules';
import { disposeHit } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';

/** The hit of a scan that an opening comes of, and how it is disposed of (Art. 14). */
export interface FromHit {
  hit: string;
  disposition: IdentifiedHitCommand;
}

/** What a hit may say; anything else is no answer of the Rule, and is asked again. */
const REFUSALS: ReadonlySet<string> = new Set<RefusalCode>([
  'VALIDATION',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_ALLOWED_IN_STATE',
  'ROUTE_NOT_AVAILABLE',
  'COURT_UNKNOWN',
  'ACTIVE_COLLABORATION_EXISTS',
  'PARTICIPANT_OUTSIDE_JURISDICTION',
  'VERSION_CONFLICT',
]);

/**
 * Disposes of the hit, once however often it is asked.
 * @returns the hit's refusal; undefined when it is disposed of so
 * @throws Problem UNAVAILABLE while the engine is away
 */
export async function askHit(
  service: Pick<CaseService, 'temporal' | 'ledger'>,
  { hit, disposition }: FromHit,
): Promise<Refusal | undefined> {
  try {
    await disposeHit(service, hit, disposition);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || !REFUSALS.has(error.code)) throw error;
    return { code: error.code as RefusalCode, message: error.detail };
  }
}
