import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LedgerEntry } from '@xiezhi/contracts';
import { PaperPool } from '@xiezhi/papers';
import type { Paper } from '@xiezhi/rules';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import type { Config, Logger, Route, ServiceContext } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { fileRoutes } from './file-routes';
import type { SupervisionFiles } from './files';
import { exportFileRoute, exportTimelineRoute } from './case-file';
import { PaperRegister } from './register';
import { paperRoutes } from './routes';
import { DatabaseStore, FileStore } from './store';
import type { PaperStore } from './store';

/** How often papers that an outage or a kill left due are looked for; a fresh one is issued at once. */
const SWEEP_INTERVAL_MS = 3_000;

function storeOf({ XIEZHI_DATA }: Config, kind: 'files' | 'database' | undefined, connection: Connection): PaperStore {
  return XIEZHI_DATA !== undefined && kind !== 'database'
    ? new FileStore(join(XIEZHI_DATA, 'papers'))
    : new DatabaseStore(connection);
}

function startPool(): PaperPool {
  const worker = new URL('./paper-worker.js', import.meta.url);
  if (!existsSync(fileURLToPath(worker))) throw new Error('the rendering thread is not built');
  return new PaperPool({ worker });
}

export interface PapersOptions {
  connection: Connection;
  config: Config;
  kind: 'files' | 'database' | undefined;
  /** Key of the verification codes, hex. */
  key: string;
  logger: Logger;
  onClose: ServiceContext<Config>['onClose'];
}

/** The papers of the decision service: what an entry of a case issues, its files, and the interfaces to them. */
export class Papers {
  private readonly register: PaperRegister;
  private readonly pool = startPool();
  private readonly logger: Logger;
  private sweeping: Promise<void> | undefined;
  private more = false;

  constructor({ connection, logger, onClose, config, kind, key }: PapersOptions) {
    this.logger = logger;
    this.register = new PaperRegister({
      connection,
      store: storeOf(config, kind, connection),
      render: (paper) => this.pool.render(paper),
      key: Buffer.from(key, 'hex'),
      rehearsal: config.XIEZHI_REHEARSAL,
      logger,
    });
    const timer = setInterval(() => this.sweep(), SWEEP_INTERVAL_MS);
    onClose('papers', async () => {
      clearInterval(timer);
      this.more = false;
      await this.pool.close();
      await this.sweeping;
    });
  }

  prepare(): Promise<void> {
    return this.register.prepare();
  }

  private sweep(): void {
    this.more = true;
    this.sweeping ??= this.sweepAll()
      .catch((err: unknown) => this.logger.warn({ err }, 'papers not swept'))
      .finally(() => {
        this.sweeping = undefined;
      });
  }

  private async sweepAll(): Promise<void> {
    while (this.more) {
      this.more = (await this.register.sweep()) > 0;
    }
  }

  /** For the projection: at least once an entry, in order, and again after any kill, until it is done. */
  effect = async (entry: LedgerEntry, { document }: { document: CaseDocument }): Promise<void> => {
    if (await this.register.register(entry, document.state)) this.sweep();
  };

  /** The characters of a text that no face can print; asked of a rendering thread, which has the faces. */
  missing = (text: string): Promise<string[]> => this.pool.missing(text);

  /** What the last of a supervised file's entries issues, of which there may be nothing; at least once an entry. */
  record = async (entry: LedgerEntry, papers: () => Paper[]): Promise<void> => {
    if (await this.register.record(entry, papers, false)) this.sweep();
  };

  routes(service: CaseService, files: SupervisionFiles): Route[] {
    const deps = { service, register: this.register, render: this.pool.render.bind(this.pool), missing: this.missing };
    return [
      ...paperRoutes(deps),
      ...fileRoutes({ files, register: this.register }),
      exportFileRoute(deps),
      exportTimelineRoute(deps),
    ];
  }
}
