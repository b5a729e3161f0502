import { connect } from 'node:net';
import type { Probe } from './readiness';

// Two commands are all the launcher ever says to a database, so it speaks the wire protocol itself (OP_MSG, BSON).
const ANSWER_MS = 2_000;
const OP_MSG = 2013;

type Value = number | string | Value[] | { [key: string]: Value };

function bsonElement(key: string, value: Value): Buffer {
  const name = Buffer.from(`${key}\0`);
  if (typeof value === 'number') {
    const int32 = Buffer.alloc(4);
    int32.writeInt32LE(value);
    return Buffer.concat([Buffer.from([0x10]), name, int32]);
  }
  if (typeof value === 'string') {
    const text = Buffer.from(`${value}\0`);
    const length = Buffer.alloc(4);
    length.writeInt32LE(text.length);
    return Buffer.concat([Buffer.from([0x02]), name, length, text]);
  }
  const type = Array.isArray(value) ? 0x04 : 0x03;
  return Buffer.concat([Buffer.from([type]), name, bsonDocument(value)]);
}

function bsonDocument(value: Value[] | { [key: string]: Value }): Buffer {
  const elements = Object.entries(value).map(([key, item]) => bsonElement(key, item as Value));
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 4);
  return Buffer.concat([length, body]);
}

function message(command: { [key: string]: Value }): Buffer {
  const body = Buffer.concat([Buffer.alloc(5), bsonDocument({ ...command, $db: 'admin' })]);
  const header = Buffer.alloc(16);
  header.writeInt32LE(body.length + 16, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([header, body]);
}

/** @returns the raw reply document to a command on the admin database */
function ask(port: number, command: { [key: string]: Value }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: ANSWER_MS });
    let reply = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      reply = Buffer.concat([reply, chunk]);
      if (reply.length < 4 || reply.length < reply.readInt32LE(0)) return;
      resolve(reply.subarray(21));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('connection closed')));
    socket.once('connect', () => socket.write(message(command)));
  });
}

/** Whether a boolean field of the reply is true; the replies asked for here hold the name nowhere else. */
const isTrue = (reply: Buffer, field: string) => reply.includes(Buffer.from(`\x08${field}\0\x01`, 'latin1'));

/** Ready when writes are accepted, which in a replica set is after the election. */
export function mongoReady(port: number): Probe {
  return async () => isTrue(await ask(port, { hello: 1 }), 'isWritablePrimary');
}

/** Like mongoReady, for a mongod that must first be told to be a replica set of one; telling it again changes nothing. */
export function replicaSetReady(port: number, name: string): Probe {
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  return async () => {
    if (isTrue(await ask(port, { hello: 1 }), 'isWritablePrimary')) return true;
    await ask(port, { replSetInitiate: { _id: name, members } });
    return false;
  };
}
