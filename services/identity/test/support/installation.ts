import { signIn, SignInError } from '@xiezhi/client';
import { startStack, type Stack } from '@xiezhi/infra';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FirstAccount {
  username: string;
  name: string;
  court: string;
  courtName: string;
  roles: string[];
  password: string;
}

export interface Answer {
  status: number;
  // Tests look into answers of many shapes.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** A database and identity on free ports, with what tests need to know of them. */
export class TestInstallation {
  /** The text of every answer this class was given, to look for what must not be in any. */
  readonly answers: string[] = [];
  private readonly adminTokens = new Map<string, Promise<string>>();
  private number = 0;

  private constructor(
    readonly stack: Stack,
    readonly folder: string,
    readonly people: readonly FirstAccount[],
    readonly secrets: Record<string, string>,
  ) {}

  /** @param options.folder of an installation that has been stopped */
  static async start(options: { demo?: boolean; folder?: string } = {}): Promise<TestInstallation> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'xiezhi-identity-')));
    const stack = await startStack({
      dataDir: folder,
      ports: 'free',
      rehearsal: false,
      demo: options.demo ?? true,
      parts: ['mongodb', 'identity'],
    });
    const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
    const people = [
      ...((await read('first-accounts.json')) as FirstAccount[]),
      ...((await read('demo-accounts.json')) as FirstAccount[]),
    ];
    const { clients } = (await read('secrets.json')) as { clients: Record<string, string> };
    return new TestInstallation(stack, folder, people, clients);
  }

  get issuer(): string {
    return this.stack.urls.identity;
  }

  async stop(): Promise<void> {
    await this.stack.discard();
    await rm(this.folder, { recursive: true, force: true });
  }

  passwordOf(username: string): string {
    const person = this.people.find((one) => one.username === username);
    if (!person) throw new Error(`no first account ${username}`);
    return person.password;
  }

  /** How a sign-in is refused: the code of its SignInError. */
  async refusalOf(username: string, password: string): Promise<string> {
    const error = await signIn({ issuer: this.issuer, username, password }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof SignInError ? error.code : String(error);
  }

  async tokenOf(username: string, password = this.passwordOf(username)): Promise<string> {
    return (await signIn({ issuer: this.issuer, username, password })).accessToken;
  }

  /** A new account with these roles, made and given them by the administrators the installation starts with. */
  async newAccount(roles: string[], court = '吉0104'): Promise<{ username: string; password: string }> {
    const [system, security] = await Promise.all(['sysadmin', 'secadmin'].map((name) => this.adminToken(name)));
    const username = `person-${++this.number}`;
    const created = await this.call(system, 'POST', '/accounts', { username, name: '严某', court });
    expect(created).toMatchObject({ status: 201, body: { username, court, roles: [], disabled: false } });
    const given = await this.call(security, 'PUT', `/accounts/${username}/roles`, { roles });
    expect(given.status).toBe(200);
    return { username, password: created.body.password as string };
  }

  adminToken(username: string): Promise<string> {
    const token = this.adminTokens.get(username) ?? this.tokenOf(username);
    this.adminTokens.set(username, token);
    return token;
  }

  async call(token: string | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.issuer}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    this.answers.push(text);
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}
