import { z } from 'zod';
import { PROBLEMS } from '../problem';
import type { ResponseSpec, Route } from './route';

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document, as far as this module writes it. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; responses: Record<string, Json>; securitySchemes: Record<string, Json> };
  tags: { name: string }[];
}

export interface OpenApiOptions {
  title: string;
  version: string;
  description?: string;
  routes: readonly Route[];
  /** Issuer for the `openIdConnect` scheme. */
  issuer?: string;
}

/** The OpenAPI document of a set of routes. Schemas with `.meta({ id })` become `components.schemas`. */
export function buildOpenApi(options: OpenApiOptions): OpenApiDocument {
  const requests = new SchemaSet('input');
  const answers = new SchemaSet('output');
  for (const route of options.routes) {
    for (const schema of [route.params, route.query, route.headers, route.body]) if (schema) requests.add(schema);
    for (const response of Object.values(route.responses)) if (isSchema(response)) answers.add(response);
  }
  answers.convert();
  requests.convert(answers.definitions);

  const paths: OpenApiDocument['paths'] = {};
  for (const route of options.routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operation(route, requests, answers);
  }
  const tags = [...new Set(options.routes.flatMap((route) => route.tags ?? []))];
  return {
    openapi: '3.1.0',
    info: {
      title: options.title,
      version: options.version,
      ...(options.description === undefined ? {} : { description: options.description }),
    },
    paths,
    components: {
      schemas: { ...requests.definitions, ...answers.definitions, Problem: problemSchema() },
      responses: {
        Problem: {
          description: '拒绝或失败（RFC 9457）',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: '统一登录签发的访问令牌' },
        ...(options.issuer === undefined
          ? {}
          : {
              openIdConnect: {
                type: 'openIdConnect',
                openIdConnectUrl: `${options.issuer}/.well-known/openid-configuration`,
              },
            }),
      },
    },
    tags: tags.map((name) => ({ name })),
  };

  function operation(route: Route, input: SchemaSet, output: SchemaSet): Json {
    return {
      operationId: route.operationId,
      summary: route.summary,
      ...(route.description === undefined ? {} : { description: route.description }),
      ...(route.tags ? { tags: route.tags } : {}),
      parameters: parameters(route, input),
      ...(route.body
        ? {
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: input.schemaOf(route.body) },
                ...Object.fromEntries((route.fileBody?.types ?? []).map((type) => [type, {}])),
              },
            },
          }
        : {}),
      responses: responses(route, output),
      security: route.security === 'public' ? [] : [{ bearer: [] }, ...(options.issuer ? [{ openIdConnect: [] }] : [])],
      ...(route.security === 'public' ? {} : { 'x-xiezhi-caller': route.security }),
    };
  }
}

function parameters(route: Route, schemas: SchemaSet): Json[] {
  const list: Json[] = [];
  const described = properties(route.params, schemas);
  for (const [, name] of route.path.matchAll(/:(\w+)/g)) {
    list.push({ name, in: 'path', required: true, schema: described[name!]?.schema ?? { type: 'string' } });
  }
  for (const [name, { schema, required }] of Object.entries(properties(route.query, schemas))) {
    list.push({ name, in: 'query', required, schema });
  }
  for (const [name, { schema, required }] of Object.entries(properties(route.headers, schemas))) {
    list.push({ name, in: 'header', required, schema });
  }
  if (route.idempotency) {
    list.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: route.idempotency === 'required',
      description: '同一请求重复提交时使用同一键值：只办理一次，回答相同。',
      schema: { type: 'string', minLength: 8, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
    });
  }
  return list;
}

function properties(
  schema: z.ZodType | undefined,
  schemas: SchemaSet,
): Record<string, { schema: Json; required: boolean }> {
  if (!schema) return {};
  const json = schemas.inlineOf(schema);
  const required = new Set((json['required'] as string[] | undefined) ?? []);
  const entries = Object.entries((json['properties'] as Record<string, Json> | undefined) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, { schema: value, required: required.has(name) }]));
}

function responses(route: Route, schemas: SchemaSet): Json {
  const list: Json = {};
  for (const [status, response] of Object.entries(route.responses)) {
    if (isSchema(response)) {
      const description = response.meta()?.description ?? '成功';
      list[status] = { description, content: { 'application/json': { schema: schemas.schemaOf(response) } } };
    } else {
      list[status] = {
        description: response.description,
        ...(response.contentType === undefined ? {} : { content: { [response.contentType]: {} } }),
      };
    }
  }
  const problem = { $ref: '#/components/responses/Problem' };
  if (route.security !== 'public') Object.assign(list, { '401': problem, '403': problem });
  list['default'] = problem;
  return list;
}

function problemSchema(): Json {
  return {
    type: 'object',
    description: '拒绝或失败的说明（RFC 9457）',
    required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
    properties: {
      type: { type: 'string', description: 'urn:xiezhi:problem:<code>' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(PROBLEMS) },
      detail: { type: 'string' },
      instance: { type: 'string' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'message'],
          properties: { path: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  };
}

function isSchema(response: ResponseSpec): response is z.ZodType {
  return '_zod' in response;
}

/** All schemas of one direction, converted together so that named ones are shared. */
class SchemaSet {
  definitions: Record<string, Json> = {};
  private readonly keys = new Map<z.ZodType, string>();
  private converted: Record<string, Json> = {};

  constructor(private readonly io: 'input' | 'output') {}

  add(schema: z.ZodType): void {
    if (!this.keys.has(schema)) this.keys.set(schema, `s${this.keys.size}`);
  }

  /** @param taken definitions of the other direction: a name whose meaning differs there gets the suffix `Input` here */
  convert(taken: Record<string, Json> = {}): void {
    const all = z.object(Object.fromEntries([...this.keys].map(([schema, key]) => [key, schema])));
    const json = z.toJSONSchema(all, {
      io: this.io,
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        // Answers may gain fields; only schemas that say so are closed.
        const { def } = zodSchema._zod;
        if (def.type === 'object' && !(def as { catchall?: unknown }).catchall) delete jsonSchema.additionalProperties;
      },
    }) as Json;
    const found = (json['$defs'] as Record<string, Json> | undefined) ?? {};
    const renamed = differing(found, taken);
    const name = (id: string) => (renamed.has(id) ? `${id}Input` : id);
    for (const [id, schema] of Object.entries(found)) this.definitions[name(id)] = relocate(schema, name);
    this.converted = relocate(json['properties'] as Json, name) as Record<string, Json>;
  }

  schemaOf(schema: z.ZodType): Json {
    return this.converted[this.keys.get(schema)!]!;
  }

  /** The schema itself where `schemaOf` may give a reference to it. */
  inlineOf(schema: z.ZodType): Json {
    const json = this.schemaOf(schema);
    const reference = json['$ref'];
    return typeof reference === 'string' ? this.definitions[reference.slice(reference.lastIndexOf('/') + 1)]! : json;
  }
}

/** Names that mean something else on the other side, directly or through what they refer to. */
function differing(found: Record<string, Json>, taken: Record<string, Json>): Set<string> {
  const result = new Set<string>();
  const shared = Object.keys(found).filter((id) => id in taken);
  for (let size = -1; size !== result.size;) {
    size = result.size;
    const name = (id: string) => (result.has(id) ? `${id}Input` : id);
    for (const id of shared) {
      if (JSON.stringify(relocate(found[id]!, name)) !== JSON.stringify(taken[id])) result.add(id);
    }
  }
  return result;
}

/** Copies a schema with its references moved from `$defs` to `components.schemas`. */
function relocate(schema: Json, name: (id: string) => string): Json {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    return value.replace(/^#\/\$defs\/(.+)$/, (_all, id: string) => `#/components/schemas/${name(id)}`);
  }) as Json;
}
