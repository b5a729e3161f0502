import { URL_VARIABLES, type UrlVariable } from '@xiezhi/contracts/installation';
import { z } from 'zod';
import { ACCOUNT_POINTS } from './http/limits';
import { chineseError } from './zod-chinese';

/** The environment is not usable; `message` is one sentence in Chinese and English for the person who starts the process. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');

const httpUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const serverAddress = z.string().min(1);

const baseShape = {
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\/.+/),
  XIEZHI_DB_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$/)
    .default('xiezhi'),
  NATS_URL: serverAddress,
  TEMPORAL_ADDRESS: serverAddress,
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  ...(Object.fromEntries(URL_VARIABLES.map((name) => [name, httpUrl])) as Record<UrlVariable, typeof httpUrl>),
  /** Seconds by which the provider's clock and this machine's may differ before a token counts as out of time. */
  OIDC_CLOCK_TOLERANCE_S: z.coerce.number().int().min(0).max(300).default(30),
  XIEZHI_DATA: z.string().min(1).optional(),
  XIEZHI_REHEARSAL: flag,
  XIEZHI_DEMO: flag,
  /** Points of one account a minute in each process; 0 for no limit. */
  XIEZHI_RATE_LIMIT: z.coerce.number().int().min(0).default(ACCOUNT_POINTS),
  SERVICE_CLIENT_ID: z.string().min(1),
  SERVICE_CLIENT_SECRET: z.string().min(1),
};

/** Settings every process understands, under the names of their environment variables. */
export type Config = z.output<z.ZodObject<typeof baseShape>>;

/** Settings a process may declare that it does without. */
export type DispensableSetting =
  | 'PORT'
  | 'MONGODB_URI'
  | 'NATS_URL'
  | 'TEMPORAL_ADDRESS'
  | UrlVariable
  | 'SERVICE_CLIENT_ID'
  | 'SERVICE_CLIENT_SECRET';

export type ConfigWithout<W extends DispensableSetting> = Omit<Config, W> & { [K in W]?: Config[K] | undefined };

export interface LoadOptions<W extends DispensableSetting> {
  /** Settings this process works without; they become optional and are still checked when present. */
  without?: readonly W[];
  env?: NodeJS.ProcessEnv;
}

type Shape = Record<string, z.ZodType>;

/**
 * Reads and checks the environment. An empty variable counts as absent, because compose files pass `${X:-}`.
 * @param extraShape further variables of this service (zod over strings)
 * @throws ConfigError naming every variable that is missing or wrong; values are never repeated, they may be secrets
 */
export function loadConfig<S extends Shape = Record<never, never>, W extends DispensableSetting = never>(
  extraShape?: S,
  options: LoadOptions<W> = {},
): ConfigWithout<W> & z.output<z.ZodObject<S>> {
  const shape: Shape = { ...baseShape, ...extraShape };
  for (const key of options.without ?? []) shape[key] = shape[key]!.optional();
  const present = Object.entries(options.env ?? process.env).filter(([, value]) => value !== undefined && value !== '');
  const input = Object.fromEntries(present);

  const schema = z.object(shape);
  const chinese = schema.safeParse(input, { error: chineseError });
  if (chinese.success) return chinese.data as ConfigWithout<W> & z.output<z.ZodObject<S>>;
  const english = schema.safeParse(input, { error: z.locales.en().localeError });
  throw new ConfigError(
    `环境变量设置有误：${sentence(chinese.error, input, '缺少', '；')}。` +
      `Invalid environment: ${sentence(english.error!, input, 'missing', '; ')}.`,
  );
}

function sentence(error: z.ZodError, input: Record<string, unknown>, missing: string, separator: string): string {
  const seen = new Map<string, string>();
  for (const issue of error.issues) {
    const name = String(issue.path[0]);
    if (!seen.has(name)) seen.set(name, name in input ? `${name} ${issue.message}` : `${missing} ${name}`);
  }
  return [...seen.values()].join(separator);
}
