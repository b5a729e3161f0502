import type { Connection } from 'mongoose';
import { Leases } from '../src/leases';
import { databaseServer, logger } from './support/database';

const database = databaseServer();
let connection: Connection;

beforeAll(async () => {
  ({ connection } = await database.connect());
});

/** Whoever shows no sign of life between two looks of this process is gone. */
const process = (holder: string) => new Leases(connection, holder, logger, { beatMs: 10, goneMs: 0 });
const stored = (id: string) => connection.collection<{ _id: string; beat: number }>('leases').findOne({ _id: id });

test('of many that want the same work at once one has it, and the next one when it is done', async () => {
  const all = Array.from({ length: 8 }, (_, index) => process(`host:${index}`));
  const taken = await Promise.all(all.map((one) => one.take('work')));
  const releases = taken.filter((release) => release !== undefined);
  expect(releases).toHaveLength(1);
  await releases[0]!();
  const next = await process('host:9').take('work');
  expect(next).toBeDefined();
  await next!();
});

test('who shows signs of life keeps the work', async () => {
  const release = await process('host:1').take('long');
  const other = process('host:2');
  for (let look = 0; look < 5; look += 1) {
    const { beat } = (await stored('long'))!;
    while ((await stored('long'))!.beat === beat);
    expect(await other.take('long')).toBeUndefined();
  }
  await release!();
});

test('the work of a process that is gone is taken up by one of the others, and by itself at once after a restart', async () => {
  const leases = connection.collection<{ _id: string; holder: string; beat: number }>('leases');
  const dead = { holder: 'host:1', beat: 7 };
  await leases.insertMany([
    { _id: 'left', ...dead },
    { _id: 'own', ...dead },
  ]);
  const others = [process('host:2'), process('host:3')];
  expect(await Promise.all(others.map((one) => one.take('left')))).toEqual([undefined, undefined]);
  const taken = (await Promise.all(others.map((one) => one.take('left')))).filter((release) => release !== undefined);
  expect(taken).toHaveLength(1);
  const own = await process('host:1').take('own');
  expect(own).toBeDefined();
  await Promise.all([own!(), ...taken.map((release) => release())]);
});
