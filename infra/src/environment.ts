import { join } from 'node:path';
import { PROGRAM_NAMES, PROGRAMS, type ClientName, type ProgramUrls } from '@xiezhi/contracts/installation';
import { isServer, type PartName, type ProgramName } from './parts';
import type { Ports } from './ports';
import type { Secrets } from './secrets';

/** `identity` is the OpenID Connect issuer, `ledger` is served by the worker's process. */
export interface StackUrls extends ProgramUrls {
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
  const programs = Object.fromEntries(PROGRAM_NAMES.map((name) => [PROGRAMS[name].url[0], http(name)])) as ProgramUrls;
  return {
    ...programs,
    identity: env.OIDC_ISSUER || programs.identity,
    temporal: env.TEMPORAL_ADDRESS || `127.0.0.1:${ports.temporal}`,
    temporalUi: http('temporal-ui'),
    nats: env.NATS_URL || `nats://127.0.0.1:${ports.nats}`,
    mongodb: env.MONGODB_URI || `mongodb://127.0.0.1:${ports.mongodb}/?directConnection=true`,
  };
}

/** Addresses of further processes beside an installation: their own, and its servers. */
export function urlsBeside(ports: Ports, beside: NodeJS.ProcessEnv): StackUrls {
  const { TEMPORAL_ADDRESS, NATS_URL, MONGODB_URI } = beside;
  return stackUrls(ports, { TEMPORAL_ADDRESS, NATS_URL, MONGODB_URI });
}

/** What several processes of one program must agree on: who issues tokens, and where browsers come back to. */
export function sharedEnvironment({ OIDC_ISSUER, CONSOLE_URL }: Record<string, string>): Record<string, string> {
  return { ...(OIDC_ISSUER && { OIDC_ISSUER }), ...(CONSOLE_URL && { CONSOLE_URL }) };
}

export const urlOf = (part: PartName, urls: StackUrls): string => urls[isServer(part) ? part : PROGRAMS[part].url[0]];

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
    ...Object.fromEntries(Object.values(PROGRAMS).map(({ url: [member, variable] }) => [variable, urls[member]])),
    OIDC_CLOCK_TOLERANCE_S: env.OIDC_CLOCK_TOLERANCE_S || '30',
    XIEZHI_DATA: dataDir,
    XIEZHI_REHEARSAL: rehearsal ? '1' : '0',
    XIEZHI_DEMO: demo ? '1' : '0',
    ...(demoData ? { XIEZHI_DEMO_DATA: '1' } : {}),
    LOG_LEVEL: env.LOG_LEVEL || 'info',
    ...(env.XIEZHI_RATE_LIMIT ? { XIEZHI_RATE_LIMIT: env.XIEZHI_RATE_LIMIT } : {}),
  };
}

/** An OpenID Connect provider of the court's own gives out the secrets; they then come as INTAKE_CLIENT_SECRET and so on. */
const clientSecret = (client: ClientName, secrets: Secrets, env: NodeJS.ProcessEnv) =>
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
  if (part === 'decision') own.PAPER_KEY = env.PAPER_KEY || secrets.paperKey;
  return own;
}

/** Variables of a test runner or of npm would change how libraries behave, so programs start without them. */
export function inheritedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(npm_|JEST_|NODE_V8_COVERAGE$)/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}

export const logFileOf = (part: PartName, logDir: string): string => join(logDir, `${part}.log`);
