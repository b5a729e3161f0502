import type { Connection } from 'mongoose';
import {
  AuditTrail,
  createAuthenticator,
  createCourtClock,
  connectDatabase,
  databaseCheck,
  diskCheck,
  createHttpClient,
  createLedgerClient,
  createMetrics,
  connectNats,
  startEventFeed,
  createServiceTokens,
  connectTemporal,
} from '@xiezhi/service-kit';
import type {
  Config,
  EventFeed,
  CourtClock,
  ReadinessChecks,
  HttpClient,
  LedgerClient,
  ServiceContext,
  Logger,
  Metrics,
  NatsLink,
  Projection,
  TemporalLink,
} from '@xiezhi/service-kit';
import { createCaseModel } from './case/view';
import type { CaseDocument, FurtherFields } from './case/view';

/** What every service of a stage stands on. */
export interface CaseService {
  name: string;
  logger: Logger;
  onClose: ServiceContext<Config>['onClose'];
  connection: Connection;
  nats: NatsLink;
  /** Of this one reader of the events every read model of the service takes what is its own. */
  feed: EventFeed;
  temporal: TemporalLink;
  http: HttpClient;
  ledger: LedgerClient;
  clock: CourtClock;
  audit: AuditTrail;
  metrics: Metrics;
  authenticator: ReturnType<typeof createAuthenticator>;
  /** NATS and the engine are left out: without them a service still answers what it can. */
  readiness: ReadinessChecks;
  cases: Projection<CaseDocument>;
}

/** Behind or not, a read model answers; which cases are behind is for administrators. */
function lagForEverybody(cases: Projection<CaseDocument>) {
  const { behind, poison, comparedAt } = cases.lag();
  return { behind, poison: poison.length, comparedAt };
}

/**
 * Connects a service to its own database, the engine, the events and its neighbours, closing all of it in order. Then comes
 * what the service is made of, and last it follows its read models, `cases` first: an entry may bring work to any part.
 */
export async function connectService(
  name: string,
  { config, logger, onClose }: ServiceContext<Config>,
  furtherFields?: FurtherFields,
): Promise<CaseService> {
  const metrics = createMetrics(name);
  const connection = await connectDatabase(config, name, logger);
  onClose('database', () => connection.close());
  const nats = connectNats(config, logger);
  onClose('nats', () => nats.close());
  // The name is that of the first read model that there was.
  const feed = startEventFeed({ nats, durable: `${name}-cases`, logger });
  onClose('events', () => feed.close());
  const temporal = connectTemporal(config);
  onClose('engine', () => temporal.close());
  const http = createHttpClient({ tokens: createServiceTokens(config) });
  const ledger = createLedgerClient(config, http);
  const audit = new AuditTrail(connection);
  await audit.prepare();
  const authenticator = createAuthenticator({
    issuer: config.OIDC_ISSUER,
    clockToleranceS: config.OIDC_CLOCK_TOLERANCE_S,
  });
  const cases = createCaseModel({ connection, feed, ledger, logger, metrics, service: name }, furtherFields);
  onClose('read model', () => cases.close());
  await cases.collection.createIndex({ status: 1 });
  return {
    name,
    logger,
    onClose,
    connection,
    nats,
    feed,
    temporal,
    http,
    ledger,
    clock: createCourtClock(config, http),
    audit,
    metrics,
    authenticator,
    readiness: {
      database: databaseCheck(connection),
      identity: () => authenticator.check(),
      disk: diskCheck(config.XIEZHI_DATA, metrics),
      readModel: () => Promise.resolve(lagForEverybody(cases)),
    },
    cases,
  };
}
