import { closeSync, openSync } from 'node:fs';
import { createLogger, outputTo, toProblem } from '../src';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger('intake', 'debug', { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line names service, level and case', () => {
  const [line] = logged((logger) => logger.child({ caseId: 'c-1' }).info('received'));
  expect(line).toMatchObject({ service: 'intake', level: 'info', caseId: 'c-1', msg: 'received' });
  expect(line!['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test('secrets and the names of parties do not get into the log', () => {
  const parties = [{ name: '张三' }];
  const lines = logged((logger) => {
    logger.info({ headers: { authorization: 'Bearer SECRET', cookie: 'SECRET' }, password: 'SECRET', token: 'SECRET' });
    logger.info({
      req: { headers: { authorization: 'SECRET', 'set-cookie': 'SECRET' } },
      account: { password: 'SECRET' },
    });
    logger.info({ body: { parties }, entry: { payload: { parties } }, application: { parties } });
    logger.error({
      err: Object.assign(new Error('duplicate'), { code: 11000, keyValue: { name: '张三' }, document: parties }),
    });
    logger.error({ err: new Error('outer', { cause: Object.assign(new Error('inner'), { result: parties }) }) });
  });
  expect(JSON.stringify(lines)).not.toMatch(/SECRET|张三/);
  expect(lines[3]).toMatchObject({ err: { type: 'Error', message: 'duplicate', code: 11000 } });
  expect(lines[4]).toMatchObject({ err: { message: 'outer', cause: { message: 'inner' } } });
});

test('a full disk ends neither who writes a line nor the answer in hand, which says what is wrong', () => {
  const full = openSync('/dev/full', 'w');
  const logger = createLogger('intake', 'info', outputTo(full));
  expect(() => logger.info('one')).not.toThrow();
  expect(() => logger.info('two')).not.toThrow();
  closeSync(full);
  const error = new Error('not stored', { cause: Object.assign(new Error('no space'), { code: 'ENOSPC' }) });
  expect(toProblem(error)).toMatchObject({ code: 'STORAGE_FULL', status: 507, retryAfter: 60 });
});
