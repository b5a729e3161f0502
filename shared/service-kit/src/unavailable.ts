import { Problem } from './problem';

/** Seconds a caller is told to wait before it repeats a request that met an outage. */
const RETRY_AFTER_S = 5;

const names = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'WorkflowUpdateRPCTimeoutOrCancelledError',
  'TimeoutError',
]);

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'EHOSTUNREACH',
]);
const fetchCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_SOCKET']);
const natsCodes = new Set([
  'CONNECTION_REFUSED',
  'CONNECTION_CLOSED',
  'CONNECTION_DRAINING',
  'CONNECTION_TIMEOUT',
  'DISCONNECT',
  'TIMEOUT',
  '503',
]);
/** DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const grpcCodes = new Set([4, 8, 14]);
/** Elections and shutdowns of a replica set, and a majority that did not answer in time. */
const mongoServerCodes = new Set([6, 7, 64, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436]);

/** True when the error says that MongoDB, NATS, Temporal or an HTTP neighbour did not answer, whatever the request was. */
export function isConnectionError(error: unknown): boolean {
  let current = error;
  for (let depth = 0; isObject(current) && depth < 5; current = current['cause'], depth++) {
    const { name, code } = current;
    if (current instanceof Problem) {
      if (current.code === 'UNAVAILABLE') return true;
      continue;
    }
    if (typeof name === 'string' && names.has(name)) return true;
    if (typeof code === 'string' && (systemCodes.has(code) || fetchCodes.has(code))) return true;
    if (name === 'NatsError' && typeof code === 'string' && natsCodes.has(code)) return true;
    if (name === 'MongoServerError' && typeof code === 'number' && mongoServerCodes.has(code)) return true;
    // A gRPC status error carries `details` and `metadata` beside its numeric code; other numeric codes mean other things.
    if (typeof code === 'number' && 'metadata' in current && grpcCodes.has(code)) return true;
  }
  return false;
}

/** InternalError: what the embedded database answers to everything once a full disk has broken it, until it is started again. */
const MONGO_INTERNAL = 1;

/** True when a database answers but cannot do its work. */
export function isDatabaseBroken(error: unknown): boolean {
  let current = error;
  for (let depth = 0; isObject(current) && depth < 5; current = current['cause'], depth++) {
    if (String(current['name']).startsWith('Mongo') && current['code'] === MONGO_INTERNAL) return true;
  }
  return false;
}

/**
 * True for an outage, and for a broken database: nothing was stored, and the same request may be sent again. Of a single
 * entry or item the latter says nothing: it may be the very one that the database cannot take.
 */
export const isOutage = (error: unknown): boolean => isConnectionError(error) || isDatabaseBroken(error);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The error as Problem UNAVAILABLE (Retry-After 5) if it is an outage, otherwise the error itself. */
export function asUnavailable(error: unknown, detail = '系统的一个部件暂时没有应答，请稍后重试。'): unknown {
  if (error instanceof Problem || !isOutage(error)) return error;
  return new Problem('UNAVAILABLE', detail, { retryAfter: RETRY_AFTER_S, cause: error });
}
