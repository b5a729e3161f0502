import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** `undefined` leaves a standard claim out. */
type TokenClaims = { [K in keyof JWTPayload]: JWTPayload[K] | undefined };

/** A small OpenID Connect issuer: discovery, keys, and the client credentials grant. */
export interface TestIssuer {
  url: string;
  port: number;
  /** Signs claims with the key in use; standard claims are valid unless given. */
  sign(claims: TokenClaims, options?: { alg?: 'RS256' | 'ES256'; key?: SigningKey; kid?: string }): Promise<string>;
  /** Publishes a new key and signs with it from now on. */
  rotate(): Promise<void>;
  /** Requests answered, by path. */
  requests: Map<string, number>;
  /** Life of the tokens the token endpoint gives, in seconds. */
  tokenLife: number;
  start(port?: number): Promise<void>;
  close(): Promise<void>;
}

export async function createTestIssuer(): Promise<TestIssuer> {
  const published: Record<string, unknown>[] = [];
  const keys = new Map<string, { key: SigningKey; kid: string }>();
  let server: Server | undefined;
  let port = 0;

  async function addKey(alg: 'RS256' | 'ES256') {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const kid = randomUUID();
    published.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' });
    keys.set(alg, { key: privateKey, kid });
  }
  await Promise.all([addKey('RS256'), addKey('ES256')]);

  const issuer: TestIssuer = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    requests: new Map(),
    tokenLife: 300,
    async sign(claims, { alg = 'ES256', key, kid } = {}) {
      const own = keys.get(alg)!;
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: issuer.url,
        aud: 'urn:xiezhi:api',
        iat: now,
        exp: now + 300,
        sub: 'a-1',
        ...claims,
      } as JWTPayload;
      return new SignJWT(payload).setProtectedHeader({ alg, kid: kid ?? own.kid, typ: 'at+jwt' }).sign(key ?? own.key);
    },
    rotate: () => addKey('ES256'),
    async start(wanted = 0) {
      server = createServer((req, res) => {
        const path = req.url ?? '/';
        issuer.requests.set(path, (issuer.requests.get(path) ?? 0) + 1);
        const answer = (status: number, body: unknown) => {
          res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        };
        if (path === '/.well-known/openid-configuration') {
          answer(200, { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks`, token_endpoint: `${issuer.url}/token` });
        } else if (path === '/jwks') answer(200, { keys: published });
        else if (path === '/token')
          void grant(req.headers.authorization).then(([status, body]) => answer(status, body));
        else answer(404, {});
      });
      await new Promise<void>((resolve) => server!.listen(wanted, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    },
    async close() {
      const closing = server;
      if (!closing) return;
      closing.closeAllConnections();
      await new Promise((resolve) => closing.close(resolve));
    },
  };

  async function grant(authorization = ''): Promise<[number, unknown]> {
    const [id, secret] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':');
    if (id !== 'intake' || secret !== 'a+b') return [401, { error: 'invalid_client' }];
    const token = await issuer.sign({ sub: id, client_id: id, scope: 'service', jti: randomUUID() });
    return [200, { access_token: token, token_type: 'Bearer', expires_in: issuer.tokenLife, scope: 'service' }];
  }
  return issuer;
}
