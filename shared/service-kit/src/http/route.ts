import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { PersonUser, ServiceUser, User } from '../auth';
import type { Logger } from '../logger';

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Security = 'user' | 'service' | 'user-or-service' | 'public';

/** An answer that is not JSON described by a schema: documents, exports, streams. */
export interface MediaResponse {
  description: string;
  /** Without it the answer has no body. */
  contentType?: string;
}

export type ResponseSpec = z.ZodType | MediaResponse;
export type ResponseSpecs = Record<number, ResponseSpec>;

type UserFor<S extends Security> = S extends 'user'
  ? PersonUser
  : S extends 'service'
    ? ServiceUser
    : S extends 'user-or-service'
      ? User
      : undefined;

type Parsed<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;

type BodyOf<R extends ResponseSpec> = R extends z.ZodType ? z.input<R> : Buffer | Readable | string | undefined;

/** One of the declared answers; `undefined` means that the handler has written to `ctx.res` itself (event streams). */
export type RouteResult<R extends ResponseSpecs> =
  | { [S in keyof R & number]: { status: S; body?: BodyOf<R[S]>; headers?: Record<string, string> } }[keyof R & number]
  | undefined;

export interface RouteContext<
  S extends Security = Security,
  P = unknown,
  Q = unknown,
  H = unknown,
  B = unknown,
  I = 'optional' | undefined,
> {
  params: Parsed<P, Record<string, string>>;
  query: Parsed<Q, Record<string, unknown>>;
  headers: Parsed<H, Record<string, unknown>>;
  body: Parsed<B, undefined>;
  user: UserFor<S>;
  /** The `Idempotency-Key`, where the route declares one. */
  idempotencyKey: I extends 'required' ? string : string | undefined;
  /** Carries the request id, and the case id where the path has `:caseId`. */
  log: Logger;
  requestId: string;
  req: Request;
  res: Response;
}

export interface RouteOptions<
  S extends Security,
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  H extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  R extends ResponseSpecs,
  I extends 'required' | 'optional' | undefined,
> {
  method: HttpMethod;
  /** Express form, `/collaborations/:caseId`. */
  path: string;
  operationId: string;
  /** Chinese, one line. */
  summary: string;
  description?: string;
  tags?: string[];
  security: S;
  params?: P;
  query?: Q;
  headers?: H;
  body?: B;
  /** A file that may be sent instead of JSON: the body schema is given its bytes, whatever their encoding. */
  fileBody?: FileBody;
  /** The handler looks at the texts of the body itself, one by one, and refuses only those that are ill-formed. */
  ownTexts?: boolean;
  /** Whether an `Idempotency-Key` header must (`required`) or may be sent: 8 to 200 visible ASCII characters. */
  idempotency?: I;
  /** Asked over and over by other processes: answers are logged at `debug`. */
  quiet?: boolean;
  /** What the request counts against its account's minute; 1 by default. More for what reads many cases or draws papers. */
  cost?: number;
  responses: R;
  handler(ctx: RouteContext<S, P, Q, H, B, I>): Promise<RouteResult<NoInfer<R>>> | RouteResult<NoInfer<R>>;
}

export interface FileBody {
  /** Media types, as browsers name such files. */
  types: string[];
  maxBytes: number;
}

/** A route as the app sees it, its types forgotten. */
export interface Route {
  method: HttpMethod;
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tags?: string[];
  security: Security;
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  headers?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  fileBody?: FileBody | undefined;
  ownTexts?: boolean;
  idempotency?: 'required' | 'optional' | undefined;
  quiet?: boolean;
  cost?: number;
  responses: ResponseSpecs;
  // A method, so that handlers of narrower contexts are accepted.
  handler(ctx: never): unknown;
}

/**
 * Declares one operation: what it takes, what it answers, who may call it. The same declaration checks requests and
 * makes the OpenAPI document, so they cannot disagree. `ctx` is typed by the schemas.
 */
export function defineRoute<
  S extends Security,
  const R extends ResponseSpecs,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  H extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  I extends 'required' | 'optional' | undefined = undefined,
>(route: RouteOptions<S, P, Q, H, B, R, I>): Route {
  return route as unknown as Route;
}
