import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../bootstrap/failure.mjs';
import { ensureTools, type Tools } from '../bootstrap/tools.mjs';
import { mongoReads, mongoReady, replicaSetReady } from './mongo-probe';
import type { ServerName } from './parts';
import type { Ports } from './ports';
import { natsReady, natsWorks, temporalReady, type Probe } from './readiness';

export interface ServerCommand {
  command: string;
  args: string[];
  ready: Probe;
  /** For a server that may be there without working: false when only a new start helps. */
  works?: Probe;
}

const REPLICA_SET = 'xiezhi';

function temporalCommand(program: string, folder: string, ports: Ports): ServerCommand {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(ports.temporal)];
  args.push('--ui-port', String(ports['temporal-ui']), '--ui-disable-news-fetch');
  args.push('--db-filename', join(folder, 'temporal.db'));
  // Without these two a file database starts 25 workflows a second, with them 90.
  args.push('--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL');
  // The court clock of a rehearsal moves by it; without it a workflow's time is always real.
  args.push('--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true');
  // Somebody's own settings for the CLI are meant for another server.
  args.push('--disable-config-env', '--disable-config-file', '--log-level', 'warn');
  return { command: program, args, ready: temporalReady(ports.temporal) };
}

function natsCommand(program: string, folder: string, ports: Ports): ServerCommand {
  const args = ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', String(ports.nats), '-m', String(ports['nats-monitor'])];
  return { command: program, args, ready: natsReady(ports.nats), works: natsWorks(ports['nats-monitor']) };
}

/** A data folder stays with the database it was begun with: the other one would look like an empty installation. */
function databaseFolder(dataDir: string, tools: Tools): { folder: string; genuine: boolean } {
  const embedded = join(dataDir, 'mongodb-embedded');
  const genuine = join(dataDir, 'mongodb');
  if (existsSync(genuine) && !tools.mongod) {
    throw new Failure(
      `数据目录 ${dataDir} 由 MongoDB（mongod）建立，但现在找不到 mongod 6 或更高版本：请将其加入 PATH 后重新启动。`,
      `The data folder ${dataDir} was begun with mongod, but no mongod 6 or newer is on the PATH now: put it there and start again.`,
    );
  }
  return tools.mongod ? { folder: genuine, genuine: true } : { folder: embedded, genuine: false };
}

function mongodbCommand(dataDir: string, tools: Tools, ports: Ports): ServerCommand {
  const { folder, genuine } = databaseFolder(dataDir, tools);
  mkdirSync(folder, { recursive: true });
  const port = String(ports.mongodb);
  const works = mongoReads(ports.mongodb);
  if (genuine) {
    const args = ['--bind_ip', '127.0.0.1', '--port', port, '--dbpath', folder, '--replSet', REPLICA_SET, '--quiet'];
    return { command: tools.mongod!, args, ready: replicaSetReady(ports.mongodb, REPLICA_SET), works };
  }
  // Without --sync-on-commit a kill -9 loses acknowledged writes; without --standalone updates are many times slower.
  const args = ['--host', '127.0.0.1', '--port', port, '--standalone', '--sync-on-commit', '--storage-path', folder];
  return { command: tools.secantus!, args, ready: mongoReady(ports.mongodb), works };
}

/**
 * The commands that start the wanted servers on their data in `dataDir`; tools that are missing are built first.
 * @throws Failure when a tool cannot be built
 */
export async function serverCommands(
  wanted: readonly ServerName[],
  { root, dataDir, ports, env }: { root: string; dataDir: string; ports: Ports; env: NodeJS.ProcessEnv },
): Promise<Partial<Record<ServerName, ServerCommand>>> {
  if (wanted.length === 0) return {};
  const begunEmbedded = existsSync(join(dataDir, 'mongodb-embedded'));
  const tools = await ensureTools(root, {
    ...env,
    ...(begunEmbedded && { XIEZHI_DATABASE: 'embedded' }),
    ...(!wanted.includes('temporal') && { TEMPORAL_ADDRESS: '-' }),
    ...(!wanted.includes('nats') && { NATS_URL: '-' }),
    ...(!wanted.includes('mongodb') && { MONGODB_URI: '-' }),
  });
  const folder = (name: string) => {
    mkdirSync(join(dataDir, name), { recursive: true });
    return join(dataDir, name);
  };
  return {
    ...(wanted.includes('temporal') && { temporal: temporalCommand(tools.temporal!, folder('temporal'), ports) }),
    ...(wanted.includes('nats') && { nats: natsCommand(tools.nats!, folder('nats'), ports) }),
    ...(wanted.includes('mongodb') && { mongodb: mongodbCommand(dataDir, tools, ports) }),
  };
}
