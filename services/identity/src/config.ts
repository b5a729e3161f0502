import { loadConfig } from '@xiezhi/service-kit';
import { z } from 'zod';

const secret = z.string().min(24);

/** A JSON object `{"intake": "…", …}`: the OAuth secret of each service, under the name it signs in with. */
const serviceSecrets = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: '应为 JSON 对象' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().regex(/^[a-z][a-z-]{1,30}$/), secret));

/** @throws ConfigError */
export function identityConfig(env?: NodeJS.ProcessEnv) {
  return loadConfig(
    {
      XIEZHI_DATA: z.string().min(1),
      CONSOLE_CLIENT_SECRET: secret,
      SERVICE_SECRETS: serviceSecrets,
    },
    {
      without: [
        'NATS_URL',
        'TEMPORAL_ADDRESS',
        'INTAKE_URL',
        'DECISION_URL',
        'COMMAND_CENTER_URL',
        'NOTIFICATION_URL',
        'LEDGER_URL',
        'SERVICE_CLIENT_ID',
        'SERVICE_CLIENT_SECRET',
      ],
      ...(env ? { env } : {}),
    },
  );
}

export type IdentityConfig = ReturnType<typeof identityConfig>;
