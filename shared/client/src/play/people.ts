import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_ROLES, isIn } from '@xiezhi/rules';
import { XiezhiClient } from '../api';
import type { ServiceUrls } from '../api';
import { signIn, SignInError } from '../sign-in';
import type { Person, Scenario } from './scenario';

/** Where a story is played. */
export interface Stage {
  urls: ServiceUrls & { identity: string };
}

/** A story cannot be played here; the message is Chinese, for the person who plays it. */
export class PlayError extends Error {}

const FIRST_ACCOUNTS = 'first-accounts.json';

interface FirstAccount {
  username: string;
  roles: string[];
  password: string;
}

/** People with different names are different people; without a name there is one person per court and role. */
function keyOf({ court, role, name }: Person): string {
  // An administrator holds no other role (三员分立), so a name used for both stands for two accounts.
  const admin = isIn(ADMIN_ROLES, role) ? `#${role}` : '';
  return name === undefined ? `${court}/${role}` : `${court}/${name}${admin}`;
}

function firstAccounts(dataDir: string): FirstAccount[] {
  try {
    return JSON.parse(readFileSync(join(dataDir, FIRST_ACCOUNTS), 'utf8')) as FirstAccount[];
  } catch (cause) {
    throw new PlayError(`数据目录中没有可读的 ${FIRST_ACCOUNTS}，无法为场景人员建立账号。`, { cause });
  }
}

/** The people of a story as real accounts of the installation, each signed in once. */
export class People {
  private readonly clients = new Map<string, XiezhiClient>();

  private constructor(private readonly stack: Stage) {}

  /**
   * Makes an account, its roles and a session for everyone who acts in the story, and for the extra people.
   * @param accountPrefix of the usernames; a second story in the same installation needs another
   * @throws PlayError when the administrators' first accounts do not open the door (any more)
   */
  static async of(
    stack: Stage,
    dataDir: string,
    scenario: Scenario,
    extra: Person[],
    accountPrefix = 'player',
  ): Promise<People> {
    const people = new People(stack);
    const first = firstAccounts(dataDir);
    const admin = (role: string) => people.administrator(first, role);
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
      const username = `${accountPrefix}-${number}`;
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

  private async administrator(first: FirstAccount[], role: string): Promise<XiezhiClient> {
    const account = first.find(({ roles }) => roles.includes(role));
    if (!account) throw new PlayError(`${FIRST_ACCOUNTS} 中没有 ${role} 的初始账号，无法为场景人员建立账号。`);
    try {
      return await this.signedIn(account.username, account.password);
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      const why =
        error.code === 'WRONG_PASSWORD'
          ? '密码已不是初始密码：请用新的数据目录建立一套演练环境，再播放场景。'
          : error.message;
      throw new PlayError(`初始账号 ${account.username} 无法登录，场景人员的账号要由它建立。${why}`, { cause: error });
    }
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
