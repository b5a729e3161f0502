import { z } from 'zod';
import { ConfigError, loadConfig } from '../src';

const good = {
  PORT: '8701',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/?directConnection=true',
  NATS_URL: 'nats://127.0.0.1:4222',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  OIDC_ISSUER: 'http://127.0.0.1:8705/',
  INTAKE_URL: 'http://127.0.0.1:8701',
  DECISION_URL: 'http://127.0.0.1:8702',
  COMMAND_CENTER_URL: 'http://127.0.0.1:8703',
  NOTIFICATION_URL: 'http://127.0.0.1:8704',
  LEDGER_URL: 'http://127.0.0.1:8706',
  CONSOLE_URL: 'http://127.0.0.1:8700',
  SERVICE_CLIENT_ID: 'intake',
  SERVICE_CLIENT_SECRET: 's3cret',
};

function refused(env: NodeJS.ProcessEnv, extra: Record<string, z.ZodType> = {}): string {
  try {
    loadConfig(extra, { env });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('was accepted');
}

test('defaults, numbers and flags', () => {
  const config = loadConfig(
    { SWEEP_SECONDS: z.coerce.number().default(5) },
    { env: { ...good, XIEZHI_REHEARSAL: '1' } },
  );
  expect(config).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 8701,
    LOG_LEVEL: 'info',
    TEMPORAL_NAMESPACE: 'default',
    XIEZHI_DB_PREFIX: 'xiezhi',
    OIDC_ISSUER: 'http://127.0.0.1:8705',
    XIEZHI_REHEARSAL: true,
    XIEZHI_DEMO: false,
    SWEEP_SECONDS: 5,
  });
});

test('what a process does without may be absent, but not wrong', () => {
  const { TEMPORAL_ADDRESS: _unused, ...env } = good;
  expect(loadConfig({}, { without: ['TEMPORAL_ADDRESS'], env }).TEMPORAL_ADDRESS).toBeUndefined();
  expect(() => loadConfig({}, { without: ['LEDGER_URL'], env: { ...good, LEDGER_URL: 'no' } })).toThrow('LEDGER_URL');
});

test.each([
  ['absent', { NATS_URL: undefined }, '缺少 NATS_URL', 'missing NATS_URL'],
  ['empty', { NATS_URL: '' }, '缺少 NATS_URL', 'missing NATS_URL'],
  ['not a number', { PORT: 'http' }, 'PORT 应为数字', 'PORT Invalid input'],
  ['out of range', { PORT: '70000' }, 'PORT 不得大于 65535', 'PORT Too big'],
  ['not a database URI', { MONGODB_URI: 'postgres://x' }, 'MONGODB_URI 格式不正确', 'MONGODB_URI Invalid'],
  ['not an address', { OIDC_ISSUER: 'ftp://x' }, 'OIDC_ISSUER 格式不正确', 'OIDC_ISSUER Invalid'],
  ['not a flag', { XIEZHI_DEMO: 'yes' }, 'XIEZHI_DEMO 应为下列之一', 'XIEZHI_DEMO Invalid'],
])('one sentence in two languages: %s', (_name, change, chinese, english) => {
  const message = refused({ ...good, ...change });
  expect(message).toContain(chinese);
  expect(message).toContain(english);
  expect(message).not.toContain('\n');
});

test('every fault is named at once, and no value is repeated', () => {
  const message = refused({ ...good, PORT: 'hunter2', LEDGER_URL: 'hunter2', NATS_URL: '' }, { EXTRA: z.string() });
  for (const name of ['PORT', 'LEDGER_URL', 'NATS_URL', 'EXTRA']) expect(message).toContain(name);
  expect(message).not.toContain('hunter2');
});
