import type { BulletinFile, CaseDocument, HitFile } from '@xiezhi/case-kit';
import type { Projection } from '@xiezhi/service-kit';
import type { WorkFile } from './item';

type Read<D extends WorkFile> = Pick<Projection<D>, 'collection'>;

/** The files of every kind from which work follows. */
export class WorkFiles {
  constructor(
    private readonly cases: Read<CaseDocument>,
    private readonly hits: Read<HitFile>,
    private readonly bulletins: Read<BulletinFile>,
  ) {}

  /** Every file, of one kind after another. */
  async *all(): AsyncIterable<WorkFile> {
    for (const { collection } of [this.cases, this.hits, this.bulletins] as Read<WorkFile>[])
      yield* collection.find({});
  }

  /** @param fields only these of each, beside its id */
  async find(ids: readonly string[], fields?: Record<string, 1>): Promise<WorkFile[]> {
    const filter = { _id: { $in: [...ids] } };
    const options = fields ? { projection: fields } : {};
    const found = await Promise.all([
      this.cases.collection.find(filter, options).toArray(),
      this.hits.collection.find(filter, options).toArray(),
      this.bulletins.collection.find(filter, options).toArray(),
    ]);
    return (found as WorkFile[][]).flat();
  }
}

/** Of a demonstration file's made history, up to when it was made; undefined for everything else. */
export const madeUntil = (file: WorkFile): string | undefined => file.state.demo?.asOf;
