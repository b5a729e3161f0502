import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import { load } from 'js-yaml';
import { commonEnvironment, programEnvironment, stackUrls } from '../src/environment';
import { CLIENT_NAMES, PROGRAM_NAMES } from '@xiezhi/contracts/installation';
import { entryPointOf } from '../src/parts';
import { portsAt } from '../src/ports';
import type { Secrets } from '../src/secrets';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  ports?: string[];
  volumes?: string[];
}

const text = read('docker-compose.yml');
const compose = load(text) as { services: Record<string, Service>; volumes: object };
const services = Object.entries(compose.services);

test('the compose file satisfies the compose specification', () => {
  const schema = JSON.parse(read('infra/test/support/compose-spec.json')) as object;
  // Formats are those of docker itself (ports, durations), which no validator knows.
  const validate = new Ajv({ unknownFormats: 'ignore', schemaId: 'auto' }).compile({
    ...schema,
    $schema: 'http://json-schema.org/draft-07/schema#',
  });
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
});

test.each(PROGRAM_NAMES)('%s runs its own program with every variable the launcher gives it', (name) => {
  const service = compose.services[name]!;
  const clients = Object.fromEntries(CLIENT_NAMES.map((client) => [client, 'x'])) as Secrets['clients'];
  const urls = stackUrls(portsAt(8700), {});
  const variables = {
    ...commonEnvironment(urls, { dataDir: '/data', rehearsal: false, demo: false }, {}),
    ...programEnvironment(name, 1, { clients, paperKey: 'x' }, {}),
  };
  expect(service.command).toEqual([entryPointOf(name)]);
  expect(Object.keys(service.environment!).sort()).toEqual(Object.keys(variables).sort());
  expect(service.environment!.PORT).toBe(String(portsAt(8700)[name]));
  expect(service.healthcheck).toBeDefined();
});

test('what a service waits for exists, and can become healthy or complete', () => {
  for (const [, { depends_on = {} }] of services) {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      expect(compose.services).toHaveProperty(name);
      if (condition === 'service_healthy') expect(compose.services[name]!.healthcheck).toBeDefined();
    }
  }
});

test('every file and volume a service mounts exists', () => {
  for (const source of services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!))) {
    if (source.startsWith('./')) expect(existsSync(join(root, source))).toBe(true);
    else expect(compose.volumes).toHaveProperty(source);
  }
});

test('decision keeps the papers it has issued when its container is replaced', () => {
  expect(compose.services.decision!.volumes).toEqual(['decision:/data']);
});

test('identity is given the secret of every service, as JSON', () => {
  const value = compose.services.identity!.environment!.SERVICE_SECRETS!.replace(/\$\{(\w+):\?[^}]*\}/g, '$1');
  const expected = CLIENT_NAMES.filter((client) => client !== 'xiezhi-console');
  expect(JSON.parse(value)).toEqual(
    Object.fromEntries(
      expected.map((client) => [client, `${client.toUpperCase().replaceAll('-', '_')}_CLIENT_SECRET`]),
    ),
  );
});

test('secrets come from .env alone, and its example names every one without a value', () => {
  const required = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
  const example = read('.env.example');
  expect([...required].filter((name) => !example.includes(`\n${name}=\n`))).toEqual([]);
});

test('nothing is published beyond this machine', () => {
  for (const port of services.flatMap(([, { ports = [] }]) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('the image installs by the manifests that there are, and names no package', () => {
  const dockerfile = read('infra/docker/Dockerfile');
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { link?: boolean; resolved?: string }>;
  };
  const folders = Object.values(packages).flatMap(({ link, resolved }) => (link && resolved ? [resolved] : []));
  expect(folders.filter((folder) => dockerfile.includes(`${folder}/package.json`))).toEqual([]);
  expect(dockerfile.indexOf('COPY --from=manifests /app ./')).toBeLessThan(dockerfile.indexOf('RUN npm ci'));
});

test('the image holds nothing that makes a demonstration, neither the program nor what it is built from', () => {
  const { scripts } = JSON.parse(read('workflows/package.json')) as { scripts: { build: string } };
  const [, source, program] = /src\/(demo)\/\S+ (\S+)/.exec(scripts.build)!;
  const removed = /rm -rf (.*)$/m.exec(read('infra/docker/Dockerfile'))![1]!.split(' ');
  expect(removed).toEqual([`workflows/dist/${program}.js*`, `workflows/src/${source}`]);
});
