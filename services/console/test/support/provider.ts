import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export const PERSON = { sub: 'yu', name: '于某', court: '吉0104', roles: ['handler'] };

/**
 * A provider of a court's own, as strict as they come: a refresh token is good for one use, and used again it takes
 * everything back that came from it. Its clock can be wrong.
 */
export interface StrictProvider {
  url: string;
  /** By how many seconds its clock is ahead of ours. */
  ahead: number;
  /** Ms that a renewal takes. */
  slow: number;
  /** Renewals granted, and whether a token was ever used twice. */
  renewed: number;
  reused: boolean;
  /** A first refresh token, as after a sign-in. */
  issue(): string;
  close(): Promise<void>;
}

export async function startStrictProvider(clientId: string): Promise<StrictProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const good = new Set<string>();
  const signed = (aud: string, nonce?: string) => {
    const now = Math.floor(Date.now() / 1000) + provider.ahead;
    return new SignJWT({ ...PERSON, jti: randomUUID(), ...(nonce === undefined ? {} : { nonce }) })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
      .setIssuer(provider.url)
      .setAudience(aud)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + 300)
      .sign(privateKey);
  };
  const provider = { url: '', ahead: 0, slow: 0, renewed: 0, reused: false } as StrictProvider;
  provider.issue = () => {
    const token = randomUUID();
    good.add(token);
    return token;
  };
  async function token(form: URLSearchParams): Promise<[number, unknown]> {
    const used = form.get('refresh_token');
    if (used !== null) {
      const known = good.delete(used);
      await new Promise((resolve) => setTimeout(resolve, provider.slow));
      if (!known) {
        provider.reused = true;
        good.clear();
        return [400, { error: 'invalid_grant' }];
      }
      provider.renewed += 1;
    }
    // The code of this provider is the nonce it was asked with.
    const nonce = form.get('code') ?? undefined;
    const [access, id] = await Promise.all([signed('urn:xiezhi:api'), signed(clientId, nonce)]);
    return [
      200,
      { access_token: access, id_token: id, token_type: 'Bearer', expires_in: 300, refresh_token: provider.issue() },
    ];
  }
  const server = createServer((req, res) => {
    const answer = (status: number, body: unknown) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const { url } = provider;
    if (req.url === '/.well-known/openid-configuration') {
      const endpoints = { authorization_endpoint: `${url}/auth`, token_endpoint: `${url}/token` };
      const id_token_signing_alg_values_supported = ['ES256'];
      answer(200, { issuer: url, jwks_uri: `${url}/jwks`, ...endpoints, id_token_signing_alg_values_supported });
    } else if (req.url === '/jwks') answer(200, { keys: [jwk] });
    else {
      let body = '';
      req.on('data', (part) => (body += String(part)));
      req.on('end', () => void token(new URLSearchParams(body)).then(([status, given]) => answer(status, given)));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return provider;
}
