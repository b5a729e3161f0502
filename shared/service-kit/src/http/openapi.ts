import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type {
  CreateDocumentOptions,
  ZodObjectInput,
  ZodOpenApiObject,
  ZodOpenApiOperationObject,
  ZodOpenApiPathsObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { PROBLEMS } from '../problem';
import type { ResponseSpec, Route } from './route';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

export interface OpenApiOptions {
  title: string;
  version: string;
  description?: string;
  routes: readonly Route[];
  /** Issuer for the `openIdConnect` scheme. */
  issuer?: string;
}

const problemSchema = z
  .object({
    type: z.string().describe('urn:xiezhi:problem:<code>'),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum(Object.keys(PROBLEMS)),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: '拒绝或失败的说明（RFC 9457）' });

const problem = {
  id: 'Problem',
  description: '拒绝或失败（RFC 9457）',
  content: { 'application/problem+json': { schema: problemSchema } },
};

const rendering: CreateDocumentOptions = {
  // What only a function can check has no schema.
  allowEmptySchema: { custom: true },
  override({ zodSchema, jsonSchema }) {
    // Answers may gain fields; only schemas that say so are closed.
    const { def } = zodSchema._zod;
    if (def.type === 'object' && !(def as { catchall?: unknown }).catchall) delete jsonSchema.additionalProperties;
  },
};

/** The OpenAPI document of a set of routes. Schemas with `.meta({ id })` become `components.schemas`. */
export function buildOpenApi({ title, version, description, routes, issuer }: OpenApiOptions): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = (paths[route.path.replace(/:(\w+)/g, '{$1}')] ??= {});
    path[route.method] = operation(route, issuer);
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: { title, version, ...(description === undefined ? {} : { description }) },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: '统一登录签发的访问令牌' },
        ...(issuer === undefined
          ? {}
          : {
              openIdConnect: {
                type: 'openIdConnect',
                openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
              },
            }),
      },
    },
    tags: [...new Set(routes.flatMap((route) => route.tags ?? []))].map((name) => ({ name })),
  };
  return withoutClosedReferences(createDocument(document, rendering));
}

/**
 * Where a named schema is described anew the library leaves `override` out, so that beside the reference the whole is closed to
 * every field; whether it is stands with the name.
 */
function withoutClosedReferences(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document), (_key, node: unknown) => {
    if (node !== null && typeof node === 'object' && '$ref' in node && 'additionalProperties' in node) {
      delete node.additionalProperties;
    }
    return node;
  }) as OpenApiDocument;
}

function operation(route: Route, issuer: string | undefined): ZodOpenApiOperationObject {
  const { operationId, summary, description, tags, params, query, headers, body, idempotency, security } = route;
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, z.string()] as const);
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(tags ? { tags } : {}),
    requestParams: {
      path: (params as ZodObjectInput | undefined) ?? z.object(Object.fromEntries(inPath)),
      ...(query ? { query: query as ZodObjectInput } : {}),
      ...(headers ? { header: headers as ZodObjectInput } : {}),
    },
    ...(idempotency ? { parameters: [idempotencyKey(idempotency === 'required')] } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: body },
              ...Object.fromEntries((route.fileBody?.types ?? []).map((type) => [type, {}])),
            },
          },
        }
      : {}),
    responses: responses(route),
    security: security === 'public' ? [] : [{ bearer: [] }, ...(issuer ? [{ openIdConnect: [] }] : [])],
    ...(security === 'public' ? {} : { 'x-xiezhi-caller': security }),
  };
}

const idempotencyKey = (required: boolean) => ({
  name: 'Idempotency-Key',
  in: 'header' as const,
  required,
  description: '同一请求重复提交时使用同一键值：只办理一次，回答相同。',
  schema: { type: 'string' as const, minLength: 8, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
});

function responses(route: Route): ZodOpenApiResponsesObject {
  const list: ZodOpenApiResponsesObject = {};
  for (const [status, response] of Object.entries(route.responses)) {
    list[status as `${1 | 2 | 3 | 4 | 5}${string}`] = isSchema(response)
      ? { description: response.meta()?.description ?? '成功', content: { 'application/json': { schema: response } } }
      : {
          description: response.description,
          ...(response.contentType === undefined ? {} : { content: { [response.contentType]: {} } }),
        };
  }
  if (route.security !== 'public') Object.assign(list, { '401': problem, '403': problem });
  return { ...list, default: problem };
}

function isSchema(response: ResponseSpec): response is z.ZodType {
  return '_zod' in response;
}
