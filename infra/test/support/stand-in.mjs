// Stands in for a service: answers /readyz (not ready before the file STAND_IN_WAITS_FOR is there), writes its environment beside its log, and starts a process of its own.
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

if (process.env.STAND_IN_FAILS) {
  console.error('设置有误：STAND_IN_FAILS');
  process.exit(3);
}
const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' });
const { PORT } = process.env;
const id = process.env.SERVICE_CLIENT_ID ?? (process.env.SERVICE_SECRETS ? 'identity' : 'console');
writeFileSync(`${id}.json`, JSON.stringify({ env: process.env, pid: process.pid, grandchild: grandchild.pid }));
const { STAND_IN_WAITS_FOR: awaited } = process.env;
createServer((_request, response) => {
  if (awaited && !existsSync(awaited)) {
    response.statusCode = 503;
    writeFileSync(`${awaited}.asked`, '');
  }
  response.end('{}');
}).listen(Number(PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  grandchild.kill();
  process.exit(0);
});
