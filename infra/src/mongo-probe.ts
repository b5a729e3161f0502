import { MongoClient, MongoServerError, type Document } from 'mongodb';
import type { Probe } from './readiness';

const ANSWER_MS = 2_000;

/** @throws MongoError when the server refuses the command or does not answer in time */
async function ask(port: number, command: Document): Promise<Document> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: ANSWER_MS,
    connectTimeoutMS: ANSWER_MS,
    socketTimeoutMS: ANSWER_MS,
    appName: 'xiezhi-launcher',
  });
  try {
    return await client.db('admin').command(command);
  } finally {
    await client.close(true);
  }
}

/**
 * Whether what is stored can be read. The embedded database goes on greeting everybody after a full disk has broken it, and
 * answers each read and write with an error until it is started again.
 */
export function mongoReads(port: number): Probe {
  return () =>
    ask(port, { find: 'readiness', limit: 1 }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof MongoServerError) return false;
        throw error;
      },
    );
}

/** Ready when reads succeed and writes are accepted, which in a replica set is after the election. */
export function mongoReady(port: number): Probe {
  const reads = mongoReads(port);
  return async () => (await ask(port, { hello: 1 }))['isWritablePrimary'] === true && reads();
}

/** Like mongoReady, for a mongod that must first be told to be a replica set of one; telling it again changes nothing. */
export function replicaSetReady(port: number, name: string): Probe {
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const ready = mongoReady(port);
  return async () => {
    if (await ready()) return true;
    // Told already, it refuses, and is on its way.
    await ask(port, { replSetInitiate: { _id: name, members } }).catch(() => undefined);
    return false;
  };
}
