import { signIn, XiezhiClient } from '@xiezhi/client';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@xiezhi/infra';
import type { Person, Scenario } from './scenario';

interface FirstAccount {
  username: string;
  roles: string[];
  password: string;
}

const ADMIN_ROLES = new Set(['systemAdmin', 'securityAdmin', 'auditAdmin']);

/** People with different names are different people; without a name there is one person per court and role. */
function keyOf({ court, role, name }: Person): string {
  // An administrator holds no other role (三员分立), so a name used for both stands for two accounts.
  const admin = ADMIN_ROLES.has(role) ? `#${role}` : '';
  return name === undefined ? `${court}/${role}` : `${court}/${name}${admin}`;
}

/** The people of a story as real accounts of the installation, each signed in once. */
export class People {
  private readonly clients = new Map<string, XiezhiClient>();

  private constructor(private readonly stack: Stack) {}

  /** Makes an account, its roles and a session for everyone who acts in the story, and for the extra people. */
  static async of(stack: Stack, dataDir: string, scenario: Scenario, extra: Person[]): Promise<People> {
    const people = new People(stack);
    const first = JSON.parse(readFileSync(join(dataDir, 'first-accounts.json'), 'utf8')) as FirstAccount[];
    const admin = async (role: string) => {
      const account = first.find(({ roles }) => roles.includes(role));
      if (!account) throw new Error(`the installation has no first ${role}`);
      return people.signedIn(account.username, account.password);
    };
    const [system, security] = await Promise.all([admin('systemAdmin'), admin('securityAdmin')]);
    const wanted = new Map<string, { person: Person; roles: Set<string> }>();
    for (const person of [
      ...scenario.steps.flatMap((step) => (step.as?.court && step.as.role ? [step.as] : [])),
      ...extra,
    ]) {
      const known = wanted.get(keyOf(person)) ?? { person, roles: new Set<string>() };
      known.roles.add(person.role);
      wanted.set(keyOf(person), known);
    }
    let number = 0;
    for (const [key, { person, roles }] of wanted) {
      number += 1;
      const username = `player-${number}`;
      const name = person.name ?? `${person.role}${number}`;
      const { password } = await system.post<{ password: string }>(`${stack.urls.identity}/accounts`, {
        username,
        name,
        court: person.court,
      });
      await security.request('PUT', `${stack.urls.identity}/accounts/${username}/roles`, { roles: [...roles] });
      people.clients.set(key, await people.signedIn(username, password));
    }
    return people;
  }

  client(person: Person): XiezhiClient {
    const client = this.clients.get(keyOf(person));
    if (!client) throw new Error(`nobody signed in as ${keyOf(person)}`);
    return client;
  }

  private async signedIn(username: string, password: string): Promise<XiezhiClient> {
    const { urls } = this.stack;
    const session = () => signIn({ issuer: urls.identity, username, password });
    let current = await session();
    // A long story outlives its tokens; a minute early, because a request takes time to arrive.
    const token = async () => {
      if (current.expiresAt - Date.now() < 60_000) current = await session();
      return current.accessToken;
    };
    return new XiezhiClient(urls, token, 60_000);
  }
}
