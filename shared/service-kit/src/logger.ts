import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Names of parties and secrets stay out of the logs; bodies are never logged as a whole for the same reason. */
const confidential = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'access_token',
  'client_secret',
  'parties',
  'body',
  'payload',
];

const redacted = [
  ...confidential,
  ...confidential.map((key) => `*.${key}`),
  'headers["set-cookie"]',
  '*.headers.authorization',
  '*.headers.cookie',
  '*.headers["set-cookie"]',
];

/**
 * One-line JSON to standard output with `service` in every line. `logger.child({ caseId })` for lines about a case.
 * Errors are logged as type, message, code, stack and cause only: drivers hang whole documents on their errors.
 */
export function createLogger(service: string, level = 'info', destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '***' },
    serializers: { err: describeError, error: describeError },
  };
  // Written at once: lines still in a buffer when the process is killed would be the ones that explain it.
  return pino(options, destination ?? outputTo(1));
}

/** A line that a full disk does not take must not end the process, nor the answer in whose course it was written. */
export function outputTo(descriptor: number): DestinationStream {
  const output = pino.destination({ dest: descriptor, sync: true });
  output.on('error', () => undefined);
  return output;
}

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: error.stack,
    ...(error.cause !== undefined && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}
