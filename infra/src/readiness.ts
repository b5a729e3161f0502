import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';

/** A question to a starting part: resolves true when it is ready to be used, false or rejects while it is not. */
export type Probe = () => Promise<boolean>;

const ANSWER_MS = 2_000;

/** A Node program is ready when it says so itself. */
export function httpReady(url: string): Probe {
  return async () => {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.body?.cancel();
    return response.status === 200;
  };
}

/** Sends nothing and reads the greeting, which also says whether JetStream is on. */
export function natsReady(port: number): Probe {
  return () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, timeout: ANSWER_MS });
      socket.once('data', (greeting) => {
        resolve(greeting.toString('utf8').includes('"jetstream":true'));
        socket.destroy();
      });
      socket.once('timeout', () => socket.destroy(new Error('no greeting')));
      socket.once('error', reject);
      socket.once('close', () => resolve(false));
    });
}

/** A stream of JetStream that has met a full disk takes nothing any more, without a word; only the monitor tells. */
export function natsWorks(monitorPort: number): Probe {
  return async () => {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(`http://127.0.0.1:${monitorPort}/healthz`, { signal });
    return !(await response.text()).includes('write error');
  };
}

// grpc.health.v1.HealthCheckRequest { service: 1 } behind gRPC's five-byte prefix; SERVING is status 1 in field 1.
function healthRequest(service: string): Buffer {
  const name = Buffer.from(service);
  const message = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** Asks Temporal's frontend by the standard gRPC health check: its port is open well before it can serve. */
export function temporalReady(port: number): Probe {
  return () =>
    new Promise((resolve, reject) => {
      const session = connectHttp2(`http://127.0.0.1:${port}`);
      session.once('error', reject);
      session.setTimeout(ANSWER_MS, () => session.destroy(new Error('no answer')));
      const request = session.request({
        ':method': 'POST',
        ':path': '/grpc.health.v1.Health/Check',
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('error', reject);
      request.once('close', () => {
        session.close();
        const answer = Buffer.concat(chunks);
        resolve(answer.subarray(5).equals(Buffer.from([0x08, 0x01])));
      });
      request.end(healthRequest('temporal.api.workflowservice.v1.WorkflowService'));
    });
}
