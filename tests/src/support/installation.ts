import { signIn, XiezhiClient } from '@xiezhi/client';
import { ownerOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { SERVICES, type ServiceName } from '@xiezhi/contracts/installation';
import { PART_NAMES, startStack } from '@xiezhi/infra';
import type { Stack, StackOptions, StackUrls } from '@xiezhi/infra';
import type { CommandType, Role } from '@xiezhi/rules';
import { importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { mongo } from 'mongoose';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { send } from './request';
import type { Answer, Sending } from './request';

export interface PersonSpec {
  court: string;
  roles: Role[];
}

/** Someone with an account, signed in. */
export interface Person extends PersonSpec {
  sub: string;
  name: string;
  password: string;
  token: string;
  /** Repeats a request while a service is away. */
  client: XiezhiClient;
}

interface FirstAccount {
  username: string;
  roles: string[];
  password: string;
}

const PATIENCE_MS = 60_000;

/** One real installation in a temporary folder, and what a test needs to look at it from outside. */
export class Installation {
  /** In all installations of this process: a restored one has the people of the one before. */
  private static people = 0;
  private readonly mongo: mongo.MongoClient;

  private constructor(
    readonly stack: Stack,
    readonly dataDir: string,
  ) {
    this.mongo = new mongo.MongoClient(stack.urls.mongodb, { serverSelectionTimeoutMS: 3_000 });
  }

  /** Everything, the console only where it is asked for, on free ports, empty. */
  static async start({
    console = false,
    ...options
  }: Pick<StackOptions, 'rehearsal' | 'demoData' | 'restart' | 'entryPoints'> & {
    dataDir?: string;
    console?: boolean;
  }): Promise<Installation> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'xiezhi-api-')));
    const parts = PART_NAMES.filter((part) => console || part !== 'console');
    const stack = await startStack({ ports: 'free', demo: false, parts, ...options, dataDir });
    return new Installation(stack, dataDir);
  }

  get urls(): StackUrls {
    return this.stack.urls;
  }

  /** Ends it in order and leaves its data. */
  async leave(): Promise<void> {
    await this.mongo.close();
    await this.stack.stop();
  }

  /** Ends it as a fall of the current would, and leaves its data. */
  async fall(): Promise<void> {
    await this.mongo.close();
    await this.stack.discard();
  }

  async stop(): Promise<void> {
    await this.fall();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Makes accounts the way administrators do (三员分立) and signs everyone in. */
  async hire<K extends string>(specs: Record<K, PersonSpec>): Promise<Record<K, Person>> {
    const first = JSON.parse(readFileSync(join(this.dataDir, 'first-accounts.json'), 'utf8')) as FirstAccount[];
    const administrator = async (role: string) => {
      const { username, password } = first.find(({ roles }) => roles.includes(role))!;
      return (await this.enter(username, password)).token;
    };
    const [system, security] = await Promise.all([administrator('systemAdmin'), administrator('securityAdmin')]);
    const accounts = `${this.urls.identity}/accounts`;
    const hired = (Object.entries(specs) as [K, PersonSpec][]).map(async ([key, { court, roles }]) => {
      Installation.people += 1;
      const username = `person-${Installation.people}`;
      const body = { username, name: `人员${Installation.people}`, court };
      const made = await send('POST', accounts, { token: system, body });
      const granted = await send('PUT', `${accounts}/${username}/roles`, { token: security, body: { roles } });
      if (made.status !== 201 || granted.status !== 200) throw new Error(`${key}: ${made.text} ${granted.text}`);
      return [key, await this.enter(username, String(made.body['password']))] as const;
    });
    return Object.fromEntries(await Promise.all(hired)) as Record<K, Person>;
  }

  private async enter(username: string, password: string): Promise<Person> {
    const { accessToken: token, claims } = await signIn({ issuer: this.urls.identity, username, password });
    const { sub, name, court, roles } = claims;
    const client = new XiezhiClient(this.urls, () => token, PATIENCE_MS);
    return { sub, name, court, roles: roles as Role[], password, token, client };
  }

  clientSecret(service: string): string {
    const { clients } = JSON.parse(readFileSync(join(this.dataDir, 'secrets.json'), 'utf8')) as {
      clients: Record<string, string>;
    };
    return clients[service]!;
  }

  /** Another process's own token. */
  async serviceToken(service = 'intake'): Promise<string> {
    const answer = await send('POST', `${this.urls.identity}/oidc/token`, {
      headers: { authorization: `Basic ${Buffer.from(`${service}:${this.clientSecret(service)}`).toString('base64')}` },
      raw: {
        content: 'grant_type=client_credentials&scope=service&resource=urn%3Axiezhi%3Aapi',
        type: 'application/x-www-form-urlencoded',
      },
    });
    return String(answer.body['access_token']);
  }

  /** A token truly signed by the issuer's key, with claims that its issuer would not give. */
  async forgedToken(person: Person, claims: Record<string, unknown>): Promise<string> {
    const keys = await this.database('identity').collection<{ _id: string; signing: JWK }>('keys').findOne({});
    const { kid } = keys!.signing;
    const now = Math.floor(Date.now() / 1000);
    const { sub, name, court, roles } = person;
    const standard = { iss: this.urls.identity, aud: 'urn:xiezhi:api', iat: now, exp: now + 300 };
    return new SignJWT({ ...standard, sub, name, court, roles, ...claims })
      .setProtectedHeader({ alg: 'ES256', ...(kid === undefined ? {} : { kid }), typ: 'at+jwt' })
      .sign(await importJWK(keys!.signing, 'ES256'));
  }

  commandUrl(caseId: string, command: string, urls = this.urls): string {
    const base = urls[SERVICES[ownerOf(command as CommandType)].url[0]];
    return `${base}/collaborations/${caseId}/commands/${command}`;
  }

  /** Sends a command once. */
  command(person: Person, caseId: string, command: string, body: unknown = {}, sending: Sending = {}): Promise<Answer> {
    return send('POST', this.commandUrl(caseId, command), { token: person.token, body, ...sending });
  }

  /** Sends an application once. */
  submit(person: Person, body: unknown, sending: Sending = {}): Promise<Answer> {
    return send('POST', `${this.urls.intake}/collaborations`, { token: person.token, body, ...sending });
  }

  get(person: Person, url: string): Promise<Answer> {
    return send('GET', url, { token: person.token });
  }

  database(service: ServiceName): mongo.Db {
    return this.mongo.db(`xiezhi_${service.replaceAll('-', '_')}`);
  }

  /** A case's entries as they are stored, in order. */
  async ledger(caseId: string): Promise<LedgerEntry[]> {
    const stored = await this.database('ledger').collection('ledger').find({ caseId }).sort({ seq: 1 }).toArray();
    return stored.map(({ _id, ...entry }) => entry as unknown as LedgerEntry);
  }

  /** A service's audit trail, in order. */
  async audit<T = Record<string, unknown> & { seq: number; prevHash: string; hash: string }>(
    service: ServiceName,
  ): Promise<T[]> {
    const stored = await this.database(service)
      .collection<{ _id: number }>('audit')
      .find({})
      .sort({ _id: 1 })
      .toArray();
    return stored.map(({ _id, ...entry }) => entry as unknown as T);
  }

  /** What a part has written to its log so far. */
  logLines(part: string): string[] {
    const path = join(this.dataDir, 'logs', `${part}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  }
}
