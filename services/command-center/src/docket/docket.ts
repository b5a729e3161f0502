import type { CourtCode, Instant } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import type { Config, Logger } from '@xiezhi/service-kit';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocketImport } from '@xiezhi/contracts/views';
import type { Leases } from '../leases';
import { Batches } from './batches';
import { DocketFiles } from './files';
import { DocketImports } from './imports';
import { visibleDifferences } from './report';
import { DocketRows } from './rows';
import type { Batch } from './types';

/** @param at court time of the import */
type OnRows = (courts: readonly CourtCode[], at: Instant) => Promise<void>;

/** The dockets (案件底册) of the province's courts: what they say of their enforcement cases, snapshot by snapshot. */
export class Docket {
  readonly rows: DocketRows;
  readonly batches: Batches;
  readonly imports: DocketImports;
  private readonly arrivals: OnRows[] = [];

  constructor(
    { connection, cases }: Pick<CaseService, 'connection' | 'cases'>,
    leases: Leases,
    { XIEZHI_DATA }: Pick<Config, 'XIEZHI_DATA'>,
    logger: Logger,
  ) {
    this.rows = new DocketRows(connection);
    this.batches = new Batches(connection);
    const files = new DocketFiles(join(XIEZHI_DATA ?? tmpdir(), 'docket'));
    const onRows: OnRows = async (...arrived) => {
      for (const told of this.arrivals) await told(...arrived);
    };
    this.imports = new DocketImports({ rows: this.rows, batches: this.batches, files, leases, cases, onRows, logger });
  }

  /** Whoever is told of rows that have come, before their import is done; it fails with them and comes again. */
  onRows(told: OnRows): void {
    this.arrivals.push(told);
  }

  async start(): Promise<void> {
    await Promise.all([this.rows.prepare(), this.batches.prepare()]);
    void this.imports.takeUp();
  }

  close(): void {
    this.imports.close();
  }

  /** Everything that became of a command's rows. @param unseen the cases whose collaborations the reader is not to know of */
  async answer({ _id, totals }: Batch, unseen: ReadonlySet<string>): Promise<DocketImport> {
    const { accepted, unchanged } = totals;
    const answer: DocketImport = { batch: _id, accepted, unchanged, rejected: [], differs: [] };
    for await (const { rejected, differs } of this.batches.report(_id)) {
      answer.rejected.push(...rejected);
      answer.differs.push(...visibleDifferences(differs, unseen));
    }
    return answer;
  }
}
