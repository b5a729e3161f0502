import { WorkflowNotFoundError } from '@temporalio/client';
import { connectTemporal, type TemporalLink } from '../src';
import { eventually, startServers, type TestServers } from './support/servers';

let servers: TestServers;
let link: TemporalLink;

beforeAll(async () => {
  servers = await startServers('temporal');
  await servers.stack.kill('temporal');
  link = connectTemporal({ TEMPORAL_ADDRESS: servers.env.TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: 'default' });
});
afterAll(async () => {
  await link.close();
  await servers.remove();
});

const describeNothing = () => link.call((client) => client.workflow.getHandle('no-such-case').describe());

/** How long it took to be refused as an outage, in ms. */
async function outage(): Promise<number> {
  const started = Date.now();
  await expect(describeNothing()).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 5 });
  return Date.now() - started;
}

test('a server that comes, goes and comes back: outages are UNAVAILABLE and quick, answers come through', async () => {
  expect(await link.isUp()).toBe(false);
  expect(await outage()).toBeLessThan(11_000);

  await servers.stack.start('temporal');
  await eventually(async () => expect(await link.isUp()).toBe(true));
  // The server's own errors are not outages.
  await eventually(async () => await expect(describeNothing()).rejects.toBeInstanceOf(WorkflowNotFoundError));

  await servers.stack.kill('temporal');
  await eventually(async () => expect(await link.isUp()).toBe(false));
  expect(await outage()).toBeLessThan(11_000);
  await expect(link.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });

  await servers.stack.start('temporal');
  await eventually(async () => expect(await link.isUp()).toBe(true));
});
