import { startStack, type Stack } from '@xiezhi/infra';
import { connectDatabase, createLogger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const logger = createLogger('test', 'silent');

/**
 * The embedded database for the tests of one file. What was connected is closed after the last of them, once what was begun on
 * it has ended.
 */
export function databaseServer() {
  const folder = mkdtempSync(join(tmpdir(), 'xiezhi-command-center-'));
  const connections: Connection[] = [];
  const begun: { close(): Promise<void> }[] = [];
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  });
  afterAll(async () => {
    await Promise.all(begun.map((one) => one.close()));
    await Promise.all(connections.map((connection) => connection.close()));
    await stack?.discard();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    /** The database of an installation: one of its own, unless another process of the installation is named by its prefix. */
    async connect(prefix = `t${randomUUID().slice(0, 8)}`) {
      const settings = { MONGODB_URI: stack.urls.mongodb, XIEZHI_DB_PREFIX: prefix };
      const connection = await connectDatabase(settings, 'command-center', logger);
      connections.push(connection);
      return { connection, prefix };
    },
    endsWith: <T extends { close(): Promise<void> }>(one: T): T => {
      begun.push(one);
      return one;
    },
  };
}
