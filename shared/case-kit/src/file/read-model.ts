import type { FileKindName } from '@xiezhi/contracts';
import { READ_MODELS } from '@xiezhi/contracts/installation';
import { createProjection } from '@xiezhi/service-kit';
import type { Projection, ProjectionDocument, ProjectionOptions } from '@xiezhi/service-kit';
import type { mongo } from 'mongoose';
import type { CaseService } from '../case-service';

/** What a read model of files stands on in a service. */
export type FileModelBase = Pick<CaseService, 'name' | 'connection' | 'ledger' | 'logger' | 'metrics' | 'onClose'> &
  Pick<ProjectionOptions<ProjectionDocument>, 'feed'>;

/** A kind of file as read models keep it: by the same pure `evolve` that its runs decide by. */
interface FileModel<D extends ProjectionDocument> extends Pick<ProjectionOptions<D>, 'apply'> {
  of: FileKindName;
  indexes?: readonly mongo.IndexSpecification[];
}

/** @returns a read model that is not followed yet */
export async function createFileModel<D extends ProjectionDocument>(
  { name: service, onClose, ...base }: FileModelBase,
  { indexes = [], ...model }: FileModel<D>,
): Promise<Projection<D>> {
  const name = READ_MODELS[model.of];
  const projection = createProjection<D>({ ...base, ...model, name, service });
  onClose(`read model ${name}`, () => projection.close());
  for (const index of indexes) await projection.collection.createIndex(index);
  return projection;
}
