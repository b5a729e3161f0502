import { join } from 'node:path';
import type { PartName, ProgramName } from './parts';
import type { Ports } from './ports';
import type { Secrets } from './secrets';

export interface StackUrls {
  intake: string;
  decision: string;
  commandCenter: string;
  notification: string;
  /** The OpenID Connect issuer. */
  identity: string;
  console: string;
  /** The ledger, served by the worker's process. */
  ledger: string;
  /** host:port, as Temporal clients want it. */
  temporal: string;
  temporalUi: string;
  nats: string;
  /** Server URI without a database. */
  mongodb: string;
}

/** The addresses of an installation: 127.0.0.1, except for the parts that the environment replaces. */
export function stackUrls(ports: Ports, env: NodeJS.ProcessEnv): StackUrls {
  const http = (name: keyof Ports) => `http://127.0.0.1:${ports[name]}`;
  return {
    intake: http('intake'),
    decision: http('decision'),
    commandCenter: http('command-center'),
    notification: http('notification'),
    identity: env.OIDC_ISSUER || http('identity'),
    console: http('console'),
    ledger: http('worker'),
    temporal: env.TEMPORAL_ADDRESS || `127.0.0.1:${ports.temporal}`,
    temporalUi: http('temporal-ui'),
    nats: env.NATS_URL || `nats://127.0.0.1:${ports.nats}`,
    mongodb: env.MONGODB_URI || `mongodb://127.0.0.1:${ports.mongodb}/?directConnection=true`,
  };
}

const URL_OF: Record<PartName, keyof StackUrls> = {
  temporal: 'temporal',
  nats: 'nats',
  mongodb: 'mongodb',
  identity: 'identity',
  intake: 'intake',
  decision: 'decision',
  'command-center': 'commandCenter',
  notification: 'notification',
  console: 'console',
  worker: 'ledger',
};

export const urlOf = (part: PartName, urls: StackUrls): string => urls[URL_OF[part]];

interface InstallationKind {
  dataDir: string;
  rehearsal: boolean;
  demo: boolean;
  demoData?: boolean | undefined;
}

/** The variables every process of an installation gets, as `docs` and the service kit know them. */
export function commonEnvironment(
  urls: StackUrls,
  { dataDir, rehearsal, demo, demoData = false }: InstallationKind,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    MONGODB_URI: urls.mongodb,
    NATS_URL: urls.nats,
    TEMPORAL_ADDRESS: urls.temporal,
    TEMPORAL_NAMESPACE: env.TEMPORAL_NAMESPACE || 'default',
    OIDC_ISSUER: urls.identity,
    INTAKE_URL: urls.intake,
    DECISION_URL: urls.decision,
    COMMAND_CENTER_URL: urls.commandCenter,
    NOTIFICATION_URL: urls.notification,
    LEDGER_URL: urls.ledger,
    CONSOLE_URL: urls.console,
    XIEZHI_DATA: dataDir,
    XIEZHI_REHEARSAL: rehearsal ? '1' : '0',
    XIEZHI_DEMO: demo ? '1' : '0',
    ...(demoData ? { XIEZHI_DEMO_DATA: '1' } : {}),
    LOG_LEVEL: env.LOG_LEVEL || 'info',
  };
}

/** An OpenID Connect provider of the court's own gives out the secrets; they then come as INTAKE_CLIENT_SECRET and so on. */
const clientSecret = (client: keyof Secrets['clients'], secrets: Secrets, env: NodeJS.ProcessEnv) =>
  env[`${client.toUpperCase().replaceAll('-', '_')}_CLIENT_SECRET`] || secrets.clients[client];

/** What one program gets besides the common variables. */
export function programEnvironment(
  part: ProgramName,
  port: number,
  secrets: Secrets,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const own: Record<string, string> = { PORT: String(port) };
  if (part === 'identity' || part === 'console') {
    own.CONSOLE_CLIENT_SECRET = clientSecret('xiezhi-console', secrets, env);
  }
  if (part === 'identity') {
    const { 'xiezhi-console': _, ...services } = secrets.clients;
    own.SERVICE_SECRETS = JSON.stringify(services);
  } else if (part !== 'console') {
    own.SERVICE_CLIENT_ID = part;
    own.SERVICE_CLIENT_SECRET = clientSecret(part, secrets, env);
  }
  return own;
}

/** Variables of a test runner or of npm would change how libraries behave, so programs start without them. */
export function inheritedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(npm_|JEST_|NODE_V8_COVERAGE$)/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}

export const logFileOf = (part: PartName, logDir: string): string => join(logDir, `${part}.log`);
