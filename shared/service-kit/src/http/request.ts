import { RuleError } from '@xiezhi/rules';
import type { Request } from 'express';
import type { z } from 'zod';
import { Problem } from '../problem';
import { chineseError, fieldErrors, pathOf, type FieldError } from '../zod-chinese';
import type { Route } from './route';
import { illFormedTexts } from './well-formed';

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
 * Text that is not well-formed, or has control characters, is refused here whatever field it stands in.
 * @throws Problem VALIDATION with the Chinese remark for each field (415 when the body is not JSON)
 */
export async function parseRequest(route: Route, req: Request): Promise<ParsedRequest> {
  const errors: FieldError[] = [];

  async function part(schema: z.ZodType | undefined, value: unknown, place: 'body' | 'query' | 'path' | 'header') {
    const result = await schema?.safeParseAsync(value, { error: chineseError }).catch(refusedByTheRule);
    const remarks = result?.success === false ? fieldErrors(result.error, place) : [];
    errors.push(...remarks);
    // Of all the headers only those that a route reads are the sender's words. A file is its reader's.
    const own = place === 'body' && (route.ownTexts === true || isFile(route, req));
    const sent = place === 'header' ? result?.data : own ? undefined : value;
    const remarked = new Set(remarks.map(({ path }) => path));
    errors.push(...illFormedTexts(sent, (path) => pathOf(path, place)).filter(({ path }) => !remarked.has(path)));
    if (!schema) return place === 'body' ? undefined : value;
    return result?.data;
  }

  if (route.body && req.body === undefined && hasBody(req)) {
    const other = route.fileBody ? `或者 ${route.fileBody.types.join('、')}` : '';
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

/** A schema's transform may ask the Rule, whose refusal has a code of its own. */
function refusedByTheRule(error: unknown): never {
  throw error instanceof RuleError ? new Problem(error.code, error.message) : error;
}

function isFile({ fileBody }: Route, req: Request): boolean {
  return fileBody !== undefined && typeof req.is(fileBody.types) === 'string';
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}
