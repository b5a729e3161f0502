import { FILE_KIND_NAMES, kindOf } from '@xiezhi/contracts';
import type { FileKindName } from '@xiezhi/contracts';
import type { BulletinFile, CaseDocument, GuidanceFile, HitFile, QuotaFile, ScheduleFile } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { CasePosition, LedgerClient, Projection, ProjectionDocument } from '@xiezhi/service-kit';

type Model<D extends ProjectionDocument> = Pick<Projection<D>, 'collection' | 'take'>;

/** This service's read models of files, by kind. */
export interface Models {
  collaboration: Model<CaseDocument>;
  hit: Model<HitFile>;
  bulletin: Model<BulletinFile>;
  schedule: Model<ScheduleFile>;
  quota: Model<QuotaFile>;
  guidance: Model<GuidanceFile>;
}

/** Files as this service reads them, whatever their kind. */
export class ReadModels {
  constructor(
    private readonly models: Models,
    private readonly ledger: Pick<LedgerClient, 'ahead'>,
  ) {}

  /**
   * Takes whatever the ledger has of these files by now. While the ledger is away, what has been taken is all there is to know.
   * @returns those of them of which the ledger has more than could be taken
   */
  async bringUp(fileIds: readonly string[]): Promise<string[]> {
    try {
      const behind = await this.ledger.ahead(await this.positions(fileIds));
      for (const kind of FILE_KIND_NAMES) await this.models[kind].take(behind.filter((id) => kindOf(id) === kind));
      return behind.length === 0 ? [] : await this.ledger.ahead(await this.positions(behind));
    } catch (error) {
      if (error instanceof Problem && error.code === 'UNAVAILABLE') return [];
      throw error;
    }
  }

  private async positions(fileIds: readonly string[]): Promise<CasePosition[]> {
    const pages = FILE_KIND_NAMES.map((kind) =>
      this.positionsOf(
        kind,
        fileIds.filter((fileId) => kindOf(fileId) === kind),
      ),
    );
    return (await Promise.all(pages)).flat();
  }

  private async positionsOf(kind: FileKindName, ids: readonly string[]): Promise<CasePosition[]> {
    if (ids.length === 0) return [];
    const query = { _id: { $in: [...ids] } };
    const only = { projection: { seq: 1 } } as const;
    const found = await this.find(kind, query, only);
    return found.map(({ _id, seq }) => ({ caseId: _id, seq }));
  }

  private find(kind: FileKindName, query: { _id: { $in: string[] } }, only: { projection: { seq: 1 } }) {
    switch (kind) {
      case 'collaboration':
        return this.models.collaboration.collection.find(query, only).toArray();
      case 'hit':
        return this.models.hit.collection.find(query, only).toArray();
      case 'bulletin':
        return this.models.bulletin.collection.find(query, only).toArray();
      case 'schedule':
        return this.models.schedule.collection.find(query, only).toArray();
      case 'quota':
        return this.models.quota.collection.find(query, only).toArray();
      case 'guidance':
        return this.models.guidance.collection.find(query, only).toArray();
    }
  }
}
