import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XiezhiClient } from '../src';

test('an account that has had too much is asked again when it may, under the same key', async () => {
  const keys: (string | undefined)[] = [];
  const server = createServer((req, res) => {
    keys.push(req.headers['idempotency-key'] as string | undefined);
    const limited = keys.length === 1;
    res.writeHead(limited ? 429 : 200, {
      'content-type': 'application/json',
      ...(limited ? { 'retry-after': '1' } : {}),
    });
    res.end(limited ? '{"code":"TOO_MANY_REQUESTS"}' : '{"seq":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const urls = { intake: url, decision: url, commandCenter: url, notification: url };
  try {
    await expect(new XiezhiClient(urls, () => 'token').post(`${url}/x`, {})).resolves.toEqual({ seq: 1 });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    keys.length = 0;
    const impatient = new XiezhiClient(urls, () => 'token', 500);
    await expect(impatient.post(`${url}/x`, {})).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
