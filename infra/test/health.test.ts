import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { healthOf, healthReport } from '../src/health';
import type { Health } from '../src/health';

const healthy = (part: string, more: Partial<Health['checks']> = {}): Health => ({
  part,
  checks: {
    database: { ok: true },
    readModel: { ok: true, behind: 0, poison: 0, comparedAt: '2026-11-28T02:00:00.000Z' },
    ...(more as Health['checks']),
  },
  metrics: new Map(),
});

test('a healthy installation has nothing that somebody must see to', () => {
  const { lines, faults } = healthReport([healthy('intake'), healthy('decision')]);
  expect(faults).toEqual([]);
  const text = lines.join('\n');
  expect(text).toMatch(/intake +0 +0 +2026/);
  expect(text).toContain('待发布事件的案件 0 件');
  expect(text).toContain('流程自检发现的问题 0 件');
});

test('lag, poison, backlog, findings and a full disk are told, with what to do', () => {
  const readModel = { ok: true, behind: 12, poison: 3, comparedAt: null };
  const worker: Health = {
    part: 'worker',
    checks: { disk: { ok: false, error: '磁盘已满（剩余 3 MB）' } },
    metrics: new Map([
      ['xiezhi_relay_cases_behind', 7],
      ['xiezhi_relay_oldest_seconds', 150],
      ['xiezhi_doctor_cases', 2],
    ]),
  };
  const { lines, faults } = healthReport([healthy('intake'), healthy('notification', { readModel }), worker]);
  const text = lines.join('\n');
  expect(text).toMatch(/notification +12 +3 +尚未核对/);
  expect(text).toContain('待发布事件的案件 7 件，最久 3 分钟');
  expect(text).toContain('流程自检发现的问题 2 件');
  expect(faults.map(([chinese]) => chinese)).toEqual([
    'worker 的 disk 没有就绪：磁盘已满（剩余 3 MB）',
    expect.stringContaining('（notification）'),
    expect.stringContaining('npm run doctor'),
  ]);
});

test('a part is asked for its checks and metrics, and one that does not answer is left out', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/metrics') {
      response.end('# HELP xiezhi_doctor_cases x\nxiezhi_doctor_cases{kind="A"} 1\nxiezhi_doctor_cases{kind="B"} 2\n');
    } else {
      response.writeHead(503).end(JSON.stringify({ checks: { database: { ok: false, error: 'away' } } }));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const part = { part: 'worker' as const, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const health = await healthOf(part);
  expect(health?.checks).toEqual({ database: { ok: false, error: 'away' } });
  expect(health?.metrics.get('xiezhi_doctor_cases')).toBe(3);
  await new Promise((closed) => server.close(closed));
  expect(await healthOf(part)).toBeUndefined();
});
