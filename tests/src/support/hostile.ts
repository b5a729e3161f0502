/** Requests that a person could send: one that fits a service's own description, and it again with each field spoilt. */

type Json = Record<string, unknown>;

export interface Operation {
  name: string;
  method: string;
  /** `/collaborations/{caseId}`. */
  path: string;
  parameters: { name: string; in: string; schema: Json }[];
  body: Json | undefined;
  resolve(schema: Json): Json;
}

export interface Variant {
  what: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** What is only for other processes, or would end the installation's own sign-in, is left out. */
const LEFT_OUT = new Set(['disableAccount', 'changePassword', 'setRoles']);

interface Described {
  operationId: string;
  parameters?: Operation['parameters'];
  requestBody?: { content: Record<string, { schema: Json }> };
  'x-xiezhi-caller'?: string;
}

export function operationsOf(document: Json): Operation[] {
  const { components, paths } = document as {
    components: { schemas: Record<string, Json> };
    paths: Record<string, Record<string, Described>>;
  };
  const resolve = (schema: Json): Json => {
    const ref = schema['$ref'];
    return typeof ref === 'string' ? resolve(components.schemas[ref.split('/').at(-1)!] ?? {}) : schema;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, described]) => described['x-xiezhi-caller'] !== 'service' && !LEFT_OUT.has(described.operationId))
      .map(([method, described]) => ({
        name: `${method} ${path}`,
        method,
        path,
        parameters: described.parameters ?? [],
        body: described.requestBody?.content['application/json']?.schema,
        resolve,
      })),
  );
}

/** Of fields whose form a schema does not tell. */
const KNOWN: Record<string, unknown> = {
  to: '吉01',
  court: '吉0104',
  executingCourt: '吉0104',
  decidingCourt: '吉01',
  caseNumber: '（2016）吉0104执1号',
  filingDate: '2016-03-01',
  receivedOn: '2016-03-02',
  origin: 'EX_OFFICIO',
  claimAmount: 1,
  hasProperty: true,
  parties: [
    { side: 'applicant', name: '某公司', kind: 'organization' },
    { side: 'respondent', name: '某厂', kind: 'organization' },
  ],
  grounds: [{ code: '3-1', facts: '有商铺可供执行。' }],
  from: '2024-01-01',
  on: '2024-01-01',
  date: '2024-01-01',
  year: 2027,
  region: 'national',
};

function valueOf(name: string, given: Json, operation: Operation, depth = 0): unknown {
  const schema = operation.resolve(given);
  if (Object.hasOwn(KNOWN, name) && fits(KNOWN[name], schema)) return KNOWN[name];
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  const among = schema['enum'] as unknown[] | undefined;
  if (among) return among[0];
  const union = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']) as Json[] | undefined;
  if (union?.[0]) return valueOf(name, union[0], operation, depth);
  if (depth > 6) return undefined;
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema['properties'] ?? {}) as Json).map(([key, member]) => [
          key,
          valueOf(key, member as Json, operation, depth + 1),
        ]),
      );
    case 'array':
      return [valueOf(name, (schema['items'] ?? {}) as Json, operation, depth + 1)];
    case 'integer':
    case 'number':
      return Math.max(Number(schema['minimum'] ?? 1), 1);
    case 'boolean':
      return true;
    default:
      return /date/i.test(String(schema['format'] ?? name)) ? '2024-03-01' : '某某事项说明';
  }
}

function fits(value: unknown, schema: Json): boolean {
  const type = Array.isArray(value) ? 'array' : typeof value;
  return schema['type'] === undefined || schema['type'] === type || (schema['type'] === 'integer' && type === 'number');
}

/** Every place in a value, from the outside in. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          places(member, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [path, ...inner];
}

function replaced(value: unknown, [step, ...rest]: (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}

const MOST_OF_BODY = 500;
const MARK = '@@hostile@@';

/** As they stand in the body: some of them no `JSON.stringify` would write. */
const VALUES: Record<string, string> = {
  null: 'null',
  no: 'false',
  zero: '0',
  'a negative number': '-1',
  'a fraction': '0.5',
  'a huge number': '1e308',
  'more than any number': '1e999',
  'a number beyond exact ones': '90071992547409931',
  empty: '""',
  blank: '" \\u3000 "',
  'a court that cannot be': '"吉9x"',
  'an ASCII court that cannot be': '"jl1"',
  'a court that is not': '"吉9999"',
  'the year 206': '"0206-05-01"',
  'the year 1': '"0001-01-01"',
  'the last day': '"9999-12-31"',
  'no day': '"2023-02-30"',
  'half a character': '"吉\\ud800"',
  'a NUL': '"张\\u0000三"',
  '20,000 signs': JSON.stringify('省县县'.repeat(6_666)),
  'a long number': JSON.stringify('9'.repeat(480)),
  'turned round': '"\\u202e（2024）吉0104执1号"',
  'an operator': '{"$gt":""}',
  'a prototype': '{"__proto__":{"toString":null},"constructor":1}',
  'an empty list': '[]',
  'a list of nothing': '[null,{}]',
  nested: `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
};

const IN_ADDRESSES: Record<string, string> = {
  'half an escape': '%FF',
  'no escape': '%',
  'a NUL': '%00',
  zero: '0',
  'a negative number': '-1',
  'a huge number': '99999999999999999999',
  'more than any number': '1e999',
  'a court that cannot be': encodeURIComponent('吉9x'),
  'the year 206': '0206-05-01',
  'the last day': '9999-12-31',
  'a prototype': '__proto__',
  'a path': '..%2f..%2fetc',
  'many signs': encodeURIComponent('省县县'.repeat(300)),
  'one that may be': 'jl0104-0123456789abcdef',
  twice: 'a&__twice__=b',
};

interface Parts {
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string | undefined;
}

function partsOf(operation: Operation, caseId: string): Parts {
  const of = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
  const text = ({ name, schema }: Operation['parameters'][number]) =>
    name === 'caseId' ? caseId : encodeURIComponent(String(valueOf(name, schema, operation)));
  const body = operation.body && valueOf('', operation.body, operation);
  return {
    params: Object.fromEntries(of('path').map((parameter) => [parameter.name, text(parameter)])),
    query: {},
    headers: {},
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

function built({ path }: Operation, what: string, { params, query, headers, body }: Parts): Variant {
  const asked = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return {
    what,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '1'),
    query: asked.length === 0 ? '' : `?${asked.join('&')}`,
    headers,
    body,
  };
}

/** The request that fits, as far as a description tells. */
export function sample(operation: Operation, caseId: string): Variant {
  return built(operation, 'as described', partsOf(operation, caseId));
}

/** The same with one thing spoilt in each. */
export function variants(operation: Operation, caseId: string): Variant[] {
  const parts = partsOf(operation, caseId);
  const found: Variant[] = [];
  for (const { name, in: place } of operation.parameters) {
    if (place === 'header') {
      if (name !== 'Idempotency-Key')
        found.push(built(operation, name, { ...parts, headers: { [name]: '__proto__' } }));
      continue;
    }
    for (const [what, value] of Object.entries(IN_ADDRESSES)) {
      const spoilt = { [name]: value.replace('__twice__', name) };
      const where = place === 'path' ? { params: { ...parts.params, ...spoilt } } : { query: spoilt };
      found.push(built(operation, `${name}: ${what}`, { ...parts, ...where }));
    }
  }
  if (parts.body === undefined) return found;
  const body = JSON.parse(parts.body) as unknown;
  const values = Object.entries(VALUES);
  const all = places(body);
  const stride = Math.ceil((all.length * values.length) / MOST_OF_BODY);
  for (const [at, path] of all.entries()) {
    const marked = JSON.stringify(replaced(body, path, MARK));
    // Of a form with very many fields each gets some of the values, and each value comes to some of the fields.
    for (const [what, value] of values.filter((_, number) => (at + number) % stride === 0)) {
      const content = marked.replace(`"${MARK}"`, () => value);
      found.push(built(operation, `${path.join('.') || 'body'}: ${what}`, { ...parts, body: content }));
    }
  }
  return found;
}
