import { loadConfig } from '@xiezhi/service-kit';
import { z } from 'zod';

/**
 * Settings of the console. All it shows comes over the services' own interfaces, asked with the signed-in person's token; NATS only
 * tells it that there is something new.
 * @throws ConfigError
 */
export function consoleConfig(env?: NodeJS.ProcessEnv) {
  return loadConfig(
    {
      /** The console's client at the OpenID Connect provider; a provider of the court's own may call it otherwise. */
      CONSOLE_CLIENT_ID: z.string().min(1).default('xiezhi-console'),
      CONSOLE_CLIENT_SECRET: z.string().min(16),
    },
    {
      without: ['TEMPORAL_ADDRESS', 'SERVICE_CLIENT_ID', 'SERVICE_CLIENT_SECRET'],
      ...(env ? { env } : {}),
    },
  );
}

export type ConsoleConfig = ReturnType<typeof consoleConfig>;
