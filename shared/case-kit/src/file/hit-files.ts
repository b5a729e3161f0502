import { hitEventOf } from '@xiezhi/contracts';
import type { CourtCode, HitState, HitStatus } from '@xiezhi/rules';
import { HIT } from '@xiezhi/rules';
import type { Projection, ProjectionDocument } from '@xiezhi/service-kit';
import { createFileModel } from './read-model';
import type { FileModelBase } from './read-model';

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

export const createHitModel = (base: FileModelBase): Promise<Projection<HitFile>> =>
  createFileModel<HitFile>(base, {
    of: 'hit',
    indexes: [
      { status: 1, court: 1 },
      { court: 1, key: 1 },
    ],
    apply(entry, previous) {
      const state = HIT.evolve(previous?.state ?? null, hitEventOf(entry));
      const { court, key } = state.found;
      return { set: { state, status: state.status, court, key, updatedAt: entry.at } };
    },
  });
