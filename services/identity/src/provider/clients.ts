import type { ClientMetadata } from 'oidc-provider';

export const CLI_CLIENT = 'xiezhi-cli';
export const CONSOLE_CLIENT = 'xiezhi-console';

/** Every program that may ask for tokens: the command line, the console, and each service for itself. */
export function clientList(settings: {
  CONSOLE_URL: string;
  CONSOLE_CLIENT_SECRET: string;
  SERVICE_SECRETS: Record<string, string>;
}): ClientMetadata[] {
  return [
    {
      client_id: CLI_CLIENT,
      client_name: '命令行工具',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      // For a native client on a loopback address any port is accepted (RFC 8252, 7.3).
      redirect_uris: ['http://127.0.0.1/callback'],
      scope: 'openid profile',
    },
    {
      client_id: CONSOLE_CLIENT,
      client_name: '獬豸工作台',
      client_secret: settings.CONSOLE_CLIENT_SECRET,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [`${settings.CONSOLE_URL}/auth/callback`],
      post_logout_redirect_uris: [settings.CONSOLE_URL, `${settings.CONSOLE_URL}/`],
      scope: 'openid profile',
    },
    ...Object.entries(settings.SERVICE_SECRETS).map(([name, secret]) => ({
      client_id: name,
      client_secret: secret,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      scope: 'service',
    })),
  ];
}
