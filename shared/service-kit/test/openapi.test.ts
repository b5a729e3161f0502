import { z } from 'zod';
import { buildOpenApi, defineRoute, PROBLEMS } from '../src';

const party = z
  .object({ name: z.string(), kind: z.enum(['person', 'organization']).default('person') })
  .meta({ id: 'Party' });
const application = z.object({ parties: z.array(party), to: z.string() }).meta({ id: 'Application' });
const court = z.object({ code: z.string() }).meta({ id: 'Court' });
const otherCourt = court.describe('另一法院');
const closed = z.strictObject({ code: z.string() });
const caseView = z
  .object({ caseId: z.string(), parties: z.array(party), court, otherCourt, closed })
  .meta({ id: 'CaseView' });
interface Tree {
  name: string;
  children: Tree[];
}
const tree: z.ZodType<Tree> = z
  .object({
    name: z.string(),
    get children() {
      return z.array(tree);
    },
  })
  .meta({ id: 'Tree' });

/** The parts that are looked at here. */
interface Documented {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: { schemas: Record<string, Record<string, unknown>>; securitySchemes: object };
  tags: object[];
}

const document = buildOpenApi({
  title: '测试服务',
  version: '2.0.0',
  issuer: 'http://issuer.test',
  routes: [
    defineRoute({
      method: 'post',
      path: '/courts/:code/applications',
      operationId: 'submit',
      summary: '提出申请',
      tags: ['申请'],
      security: 'user',
      idempotency: 'required',
      params: z.object({ code: z.string().meta({ description: '法院代码' }) }),
      query: z.object({ after: z.coerce.number().int().optional(), view: z.enum(['a', 'b']).default('a') }),
      headers: z.object({ 'if-match': z.string() }),
      body: application,
      responses: { 201: caseView, 202: { description: '稍后办理' } },
      handler: () => ({ status: 202 }),
    }),
    defineRoute({
      method: 'get',
      path: '/tree',
      operationId: 'tree',
      summary: '辖区',
      tags: ['法院'],
      security: 'public',
      responses: { 200: tree },
      handler: () => ({ status: 200, body: { name: '吉', children: [] } }),
    }),
    defineRoute({
      method: 'get',
      path: '/export',
      operationId: 'export',
      summary: '导出',
      security: 'service',
      responses: { 200: { description: '表格', contentType: 'text/csv' } },
      handler: () => ({ status: 200, body: 'a,b' }),
    }),
  ],
}) as unknown as Documented;

function* nodes(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const child of Object.values(value)) yield* nodes(child);
}

function resolve(reference: string): unknown {
  expect(reference).toMatch(/^#\//);
  let current: unknown = document;
  for (const step of reference.slice(2).split('/')) current = (current as Record<string, unknown> | undefined)?.[step];
  return current;
}

test('it is OpenAPI 3.1 with what the specification asks for', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toEqual({ title: '测试服务', version: '2.0.0' });
  const ids = new Set<unknown>();
  for (const [path, item] of Object.entries(document.paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(item)) {
      expect(ids.has(operation['operationId'])).toBe(false);
      ids.add(operation['operationId']);
      const parameters = operation['parameters'] as { name: string; in: string; required: boolean; schema: unknown }[];
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath);
      for (const parameter of parameters) expect(parameter.schema).toBeDefined();
      for (const response of Object.values(operation['responses'] as Record<string, Record<string, unknown>>)) {
        expect(typeof response['description'] === 'string' || typeof response['$ref'] === 'string').toBe(true);
      }
    }
  }
  expect(document.tags).toEqual([{ name: '申请' }, { name: '法院' }]);
});

test('every reference resolves inside the document, and nothing of zod is left', () => {
  let references = 0;
  for (const node of nodes(document)) {
    expect(node).not.toHaveProperty('$defs');
    if (typeof node['$ref'] !== 'string') continue;
    references++;
    expect(resolve(node['$ref'])).toBeDefined();
  }
  expect(references).toBeGreaterThan(8);
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});

test('named schemas are components; one that differs as output has a name of its own', () => {
  const { schemas } = document.components;
  expect(Object.keys(schemas).sort()).toEqual([
    'Application',
    'CaseView',
    'Court',
    'Party',
    'PartyOutput',
    'Problem',
    'Tree',
  ]);
  expect(schemas['Party']!['required']).toEqual(['name']);
  expect(schemas['PartyOutput']!['required']).toEqual(['name', 'kind']);
  expect(JSON.stringify(schemas['Application'])).toContain('"#/components/schemas/Party"');
  expect(JSON.stringify(schemas['CaseView'])).toContain('"#/components/schemas/PartyOutput"');
  expect(JSON.stringify(schemas['Tree'])).toContain('"#/components/schemas/Tree"');
});

test('only a schema that says so is closed, and none that is described anew', () => {
  const { properties } = document.components.schemas['CaseView'] as { properties: Record<string, object> };
  expect(properties['otherCourt']).toEqual({ $ref: '#/components/schemas/Court', description: '另一法院' });
  expect(document.components.schemas['Court']).not.toHaveProperty('additionalProperties');
  expect(properties['closed']).toHaveProperty('additionalProperties', false);
});

test('parameters say where they stand and whether they are needed', () => {
  const parameters = document.paths['/courts/{code}/applications']!['post']!['parameters'] as Record<string, unknown>[];
  expect(parameters.map((one) => [one['name'], one['in'], one['required'] ?? false])).toEqual([
    ['code', 'path', true],
    ['after', 'query', false],
    ['view', 'query', false],
    ['if-match', 'header', true],
    ['Idempotency-Key', 'header', true],
  ]);
});

test('who may call is told by the security schemes', () => {
  expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'openIdConnect']);
  expect(document.paths['/tree']!['get']!['security']).toEqual([]);
  expect(document.paths['/export']!['get']!['security']).toEqual([{ bearer: [] }, { openIdConnect: [] }]);
});

test('a refusal is described with every code', () => {
  const problem = resolve('#/components/schemas/Problem') as { properties: { code: { enum: string[] } } };
  expect(problem.properties.code.enum).toEqual(Object.keys(PROBLEMS));
});
