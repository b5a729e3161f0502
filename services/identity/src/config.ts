import { URL_VARIABLES } from '@xiezhi/contracts/installation';
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

/** Its own address and the console's, to which browsers come back, are all it knows. */
const OTHERS = URL_VARIABLES.filter((name) => name !== 'OIDC_ISSUER' && name !== 'CONSOLE_URL');

/** @throws ConfigError */
export function identityConfig(env?: NodeJS.ProcessEnv) {
  return loadConfig(
    {
      XIEZHI_DATA: z.string().min(1),
      CONSOLE_CLIENT_SECRET: secret,
      SERVICE_SECRETS: serviceSecrets,
    },
    {
      without: ['NATS_URL', 'TEMPORAL_ADDRESS', ...OTHERS, 'SERVICE_CLIENT_ID', 'SERVICE_CLIENT_SECRET'],
      ...(env ? { env } : {}),
    },
  );
}

export type IdentityConfig = ReturnType<typeof identityConfig>;
