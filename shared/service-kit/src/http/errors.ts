import { IllFormedText } from '@xiezhi/chain';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { diskIsFull } from '../disk';
import type { Logger } from '../logger';
import { Problem } from '../problem';
import { asUnavailable, isDatabaseBroken } from '../unavailable';

/** Sends a problem; the connection is left to the caller when the answer has begun already. */
export function sendProblem(res: Response, problem: Problem, requestId: string): void {
  if (problem.headers) res.set(problem.headers);
  if (problem.retryAfter !== undefined) res.set('Retry-After', String(problem.retryAfter));
  res.set('Cache-Control', 'no-store');
  // Not res.json: Express would add a charset, which this media type does not define.
  res.status(problem.status);
  res.setHeader('Content-Type', 'application/problem+json');
  res.end(JSON.stringify(problem.toBody(requestId)));
}

export const notFound: RequestHandler = (_req, _res, next) => {
  next(new Problem('NOT_FOUND', '没有这个地址。'));
};

/**
 * Every way out of a service that is not an answer of a route. What is not a Problem becomes INTERNAL with the request
 * id, under which the log has the cause; the caller never sees a stack trace.
 */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req: Request, res: Response, _next) => {
    const requestId = (res.locals['requestId'] as string | undefined) ?? 'unknown';
    const log = (res.locals['log'] as Logger | undefined) ?? logger;
    const problem = toProblem(error);
    res.locals['problem'] = problem.code;
    if (problem.status >= 500) {
      const level = problem.code === 'UNAVAILABLE' ? 'warn' : 'error';
      log[level](
        { err: problem.code === 'INTERNAL' ? error : (problem.cause ?? problem), requestId },
        'request failed',
      );
    }
    if (res.headersSent) {
      req.socket.destroy();
      return;
    }
    sendProblem(res, problem, requestId);
  };
}

/** Any thrown value as the Problem it is answered with. */
export function toProblem(error: unknown): Problem {
  if (isStorageFull(error) || (isDatabaseBroken(error) && diskIsFull())) {
    return new Problem('STORAGE_FULL', STORAGE_FULL, { retryAfter: 60, cause: error });
  }
  if (error instanceof IllFormedText) {
    return new Problem('VALIDATION', '提交的内容含有残缺的字符，请重新录入。', { cause: error });
  }
  const known = asUnavailable(error);
  if (known instanceof Problem) return known;
  return (
    fromHttpError(error) ?? new Problem('INTERNAL', '系统内部发生错误，请将请求编号告知管理员。', { cause: error })
  );
}

const STORAGE_FULL = '系统的磁盘已满，本次没有办理；请联系管理员清理后再试。';

const MONGO_OUT_OF_SPACE = 14_031;

function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === MONGO_OUT_OF_SPACE || isStorageFull(error.cause);
}

/** Express and its body parser mark the caller's faults with `expose` and a 4xx status. */
function fromHttpError(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { status, type, limit } = error as { status?: unknown; type?: unknown; limit?: unknown };
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  if (type === 'entity.parse.failed') return new Problem('VALIDATION', '请求内容不是有效的 JSON。');
  if (type === 'entity.too.large') {
    return new Problem('VALIDATION', `请求内容过大，不得超过 ${Number(limit) / 1024} KB。`, { status: 413 });
  }
  if (status === 415) return new Problem('VALIDATION', '不支持这种编码或字符集。', { status: 415 });
  if (status === 404) return new Problem('NOT_FOUND');
  return new Problem('VALIDATION', '请求无法读取。');
}
