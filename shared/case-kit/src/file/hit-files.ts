import { hitEventOf } from '@xiezhi/contracts';
import { READ_MODELS } from '@xiezhi/contracts/installation';
import type { CourtCode, HitState, HitStatus } from '@xiezhi/rules';
import { HIT } from '@xiezhi/rules';
import { startProjection } from '@xiezhi/service-kit';
import type { Projection, ProjectionDocument, ProjectionOptions } from '@xiezhi/service-kit';

/** A hit of a scan as a read model keeps it; `_id` is its file's id. */
export interface HitFile extends ProjectionDocument {
  state: HitState;
  status: HitStatus;
  /** The scanning court. */
  court: CourtCode;
  /** The enforcement case. */
  key: string;
  updatedAt: string;
}

/** The read model of hits: the same pure `evolve` that their runs decide by. */
export async function startHitProjection(
  options: Omit<ProjectionOptions<HitFile>, 'apply' | 'name' | 'of'>,
): Promise<Projection<HitFile>> {
  const hits = startProjection<HitFile>({
    ...options,
    name: READ_MODELS.hit,
    of: 'hit',
    apply(entry, previous) {
      const state = HIT.evolve(previous?.state ?? null, hitEventOf(entry));
      const { court, key } = state.found;
      return { set: { state, status: state.status, court, key, updatedAt: entry.at } };
    },
  });
  await hits.collection.createIndex({ status: 1, court: 1 });
  await hits.collection.createIndex({ court: 1, key: 1 });
  return hits;
}
