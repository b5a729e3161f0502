import type { Connection } from 'mongoose';
import { AuditTrail } from '../audit';
import { createAuthenticator } from '../auth';
import type { Config } from '../config';
import { createCourtClock } from '../court-clock';
import type { CourtClock } from '../court-clock';
import { connectDatabase, databaseCheck } from '../database';
import { createHttpClient } from '../http-client';
import type { HttpClient } from '../http-client';
import { createLedgerClient } from '../ledger-client';
import type { LedgerClient } from '../ledger-client';
import type { ServiceContext } from '../lifecycle';
import { createMetrics } from '../metrics';
import type { Metrics } from '../metrics';
import { connectNats } from '../nats';
import type { NatsLink } from '../nats';
import type { Projection } from '../projection';
import { createServiceTokens } from '../service-token';
import { connectTemporal } from '../temporal';
import type { TemporalLink } from '../temporal';
import { startCaseProjection } from './view';
import type { CaseDocument, CaseEffects } from './view';

/** What every service of a stage stands on. */
export interface CaseService {
  connection: Connection;
  nats: NatsLink;
  temporal: TemporalLink;
  http: HttpClient;
  ledger: LedgerClient;
  clock: CourtClock;
  audit: AuditTrail;
  cases: Projection<CaseDocument>;
  metrics: Metrics;
  authenticator: ReturnType<typeof createAuthenticator>;
  /** NATS and the engine are left out: without them a service still answers what it can. */
  readiness: Record<string, () => Promise<void>>;
}

/** Connects a service to its own database, the engine, the events and its neighbours, closing all of it in order. */
export async function startCaseService(
  name: string,
  { config, logger, onClose }: ServiceContext<Config>,
  effects?: (service: Omit<CaseService, 'cases'>) => CaseEffects,
): Promise<CaseService> {
  const metrics = createMetrics(name);
  const connection = await connectDatabase(config, name, logger);
  onClose('database', () => connection.close());
  const nats = connectNats(config, logger);
  onClose('nats', () => nats.close());
  const temporal = connectTemporal(config);
  onClose('engine', () => temporal.close());
  const http = createHttpClient({ tokens: createServiceTokens(config) });
  const ledger = createLedgerClient(config, http);
  const audit = new AuditTrail(connection);
  await audit.prepare();
  const authenticator = createAuthenticator({ issuer: config.OIDC_ISSUER });
  const base = {
    connection,
    nats,
    temporal,
    http,
    ledger,
    clock: createCourtClock(config, http),
    audit,
    metrics,
    authenticator,
    readiness: { database: databaseCheck(connection), identity: () => authenticator.check() },
  };
  const cases = startCaseProjection({
    service: name,
    connection,
    nats,
    ledger,
    logger,
    metrics,
    ...effects?.(base),
  });
  onClose('read model', () => cases.close());
  await cases.collection.createIndex({ status: 1 });
  return { ...base, cases };
}
