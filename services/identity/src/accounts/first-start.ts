import { DEMO_PEOPLE } from '@xiezhi/contracts';
import { ROLE_TITLES, type Role } from '@xiezhi/rules';
import type { Logger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FIRST_ADMINISTRATORS, type Person } from './first-people';
import { PRACTICE_COST, generatePassword, hashPassword, type Cost } from './password';
import { courtName } from './roles';
import type { AccountStore } from './store';

export const FIRST_ACCOUNTS_FILE = 'first-accounts.json';
export const DEMO_ACCOUNTS_FILE = 'demo-accounts.json';

const entriesSchema = z.array(
  z.object({
    username: z.string(),
    name: z.string(),
    court: z.string(),
    courtName: z.string(),
    roles: z.array(z.enum(Object.keys(ROLE_TITLES) as [Role, ...Role[]])),
    password: z.string(),
  }),
);
type Entry = z.infer<typeof entriesSchema>[number];

/**
 * Makes the first accounts of an installation, once. Their passwords are on disk before the first account exists, and a
 * start after a crash goes on with the same file, so that there is never an account whose password nobody knows.
 * @throws Error when a password file is there and unreadable
 */
export async function makeFirstAccounts(
  settings: { dataFolder: string; demo: boolean; generatedCost?: Cost | undefined },
  accounts: AccountStore,
  connection: Connection,
  logger: Logger,
): Promise<void> {
  const marks = connection.db!.collection<{ _id: string; at: Date }>('installation');
  if (await marks.findOne({ _id: 'first-accounts' })) return;

  const administrators = await passwordFile(settings.dataFolder, FIRST_ACCOUNTS_FILE, FIRST_ADMINISTRATORS);
  const demo = settings.demo ? await passwordFile(settings.dataFolder, DEMO_ACCOUNTS_FILE, DEMO_PEOPLE) : [];
  const make = async (entry: Entry, isDemo: boolean) => {
    if (await accounts.find(entry.username)) return;
    const { username, name, court, roles, password } = entry;
    const passwordHash = await hashPassword(password, isDemo ? PRACTICE_COST : settings.generatedCost);
    await accounts.create({ username, name, court, roles, passwordHash, demo: isDemo }, 'system');
  };
  await Promise.all([...administrators.map((entry) => make(entry, false)), ...demo.map((entry) => make(entry, true))]);
  await marks.updateOne({ _id: 'first-accounts' }, { $set: { at: new Date() } }, { upsert: true });
  logger.info({ accounts: administrators.length + demo.length, folder: settings.dataFolder }, 'first accounts made');
}

/** What a demonstration account was made with; undefined once the file has been taken away, or is damaged. */
export async function firstPasswordOf(folder: string, username: string): Promise<string | undefined> {
  const entries = await read(join(folder, DEMO_ACCOUNTS_FILE)).catch(() => undefined);
  return entries?.find((entry) => entry.username === username)?.password;
}

/** The file's entries; it is written first if there is none. */
async function passwordFile(folder: string, name: string, people: readonly Person[]): Promise<Entry[]> {
  const path = join(folder, name);
  const present = await read(path);
  if (present) return present;

  const entries = people.map((person) => ({
    ...person,
    courtName: courtName(person.court),
    password: generatePassword(),
  }));
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(entries, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // A link, unlike a rename, does not replace what another process has written meanwhile.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
  return (await read(path))!;
}

async function read(path: string): Promise<Entry[] | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return entriesSchema.parse(JSON.parse(text));
  } catch {
    // Never the content or the parser's message: both quote passwords.
    throw new Error(`初始账号文件 ${path} 已损坏：请恢复或删除后重新启动。Cannot read ${path}: restore or delete it.`);
  }
}
