import type { Request } from 'express';
import type { z } from 'zod';
import { Problem } from '../problem';
import { chineseError, fieldErrors, type FieldError } from '../zod-chinese';
import type { Route } from './route';

export interface ParsedRequest {
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
  idempotencyKey: string | undefined;
}

/** Visible ASCII only: the key becomes a Temporal update id and part of log lines. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * Checks a request against its route's schemas, all parts at once, so that a person sees every fault in one answer.
 * @throws Problem VALIDATION with the Chinese remark for each field (415 when the body is not JSON)
 */
export async function parseRequest(route: Route, req: Request): Promise<ParsedRequest> {
  const errors: FieldError[] = [];

  async function part(schema: z.ZodType | undefined, value: unknown, place: 'body' | 'query' | 'path' | 'header') {
    if (!schema) return place === 'body' ? undefined : value;
    const result = await schema.safeParseAsync(value, { error: chineseError });
    if (result.success) return result.data;
    errors.push(...fieldErrors(result.error, place));
    return undefined;
  }

  if (route.body && req.body === undefined && hasBody(req)) {
    const other = route.textBody === undefined ? '' : `或者 ${route.textBody}`;
    throw new Problem('VALIDATION', `请求内容应为 JSON（Content-Type: application/json）${other}。`, { status: 415 });
  }
  const params = await part(route.params, req.params, 'path');
  const query = await part(route.query, req.query, 'query');
  const headers = await part(route.headers, req.headers, 'header');
  const body = await part(route.body, req.body, 'body');

  let idempotencyKey: string | undefined;
  if (route.idempotency) {
    idempotencyKey = req.get('idempotency-key');
    if (idempotencyKey === undefined) {
      if (route.idempotency === 'required') errors.push({ path: 'header.Idempotency-Key', message: '必填' });
    } else if (!IDEMPOTENCY_KEY.test(idempotencyKey)) {
      errors.push({ path: 'header.Idempotency-Key', message: '应为 8 至 200 个可见的 ASCII 字符' });
    }
  }

  if (errors.length > 0) throw new Problem('VALIDATION', `提交的内容有 ${errors.length} 处不符合要求。`, { errors });
  return { params, query, headers, body, idempotencyKey };
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}
