import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIn, XiezhiClient } from '@xiezhi/client';
import type { Role } from '@xiezhi/rules';
import type { Installation } from './installation';

interface FirstAccount {
  username: string;
  roles: string[];
  password: string;
}

export interface Person {
  court: string;
  role: Role;
}

/** Real accounts of the installation, signed in by the provider's own form, and again before their token ends. */
export class People {
  private readonly clients = new Map<string, XiezhiClient>();
  private readonly tokens = new Map<string, () => Promise<string>>();

  private constructor(readonly systemAdmin: XiezhiClient) {}

  static async of({ stack, dataDir }: Installation, wanted: readonly Person[]): Promise<People> {
    const { urls } = stack;
    const signedIn = async (username: string, password: string) => {
      const session = () => signIn({ issuer: urls.identity, username, password });
      let current = await session();
      const token = async () => {
        if (current.expiresAt - Date.now() < 60_000) current = await session();
        return current.accessToken;
      };
      return { token, client: new XiezhiClient(urls, token, 60_000) };
    };
    const first = JSON.parse(readFileSync(join(dataDir, 'first-accounts.json'), 'utf8')) as FirstAccount[];
    const admin = async (role: Role) => {
      const account = first.find(({ roles }) => roles.includes(role));
      if (!account) throw new Error(`the installation has no first ${role}`);
      return (await signedIn(account.username, account.password)).client;
    };
    const [system, security] = await Promise.all([admin('systemAdmin'), admin('securityAdmin')]);
    const people = new People(system);
    for (const [index, { court, role }] of wanted.entries()) {
      const username = `bench-${index + 1}`;
      const account = { username, name: `${role}${index + 1}`, court };
      const { password } = await system.post<{ password: string }>(`${urls.identity}/accounts`, account);
      await security.request('PUT', `${urls.identity}/accounts/${username}/roles`, { roles: [role] });
      const { client, token } = await signedIn(username, password);
      people.clients.set(`${court}/${role}`, client);
      people.tokens.set(`${court}/${role}`, token);
    }
    return people;
  }

  as(court: string, role: Role): XiezhiClient {
    const client = this.clients.get(`${court}/${role}`);
    if (!client) throw new Error(`nobody signed in as ${role} of ${court}`);
    return client;
  }

  /** For answers that are no JSON. */
  async token(court: string, role: Role): Promise<string> {
    const token = this.tokens.get(`${court}/${role}`);
    if (!token) throw new Error(`nobody signed in as ${role} of ${court}`);
    return token();
  }
}
