import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programEnvironment } from '../src/environment';
import { loadSecrets } from '../src/secrets';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'xiezhi-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'secrets.json');
const stored = () => JSON.parse(readFileSync(file(), 'utf8')) as { clients: Record<string, string>; paperKey?: string };

/** As an installation left it whose codes were keyed by decision's client secret. */
function leaveWithoutPaperKey(decision: string): void {
  const { clients } = loadSecrets(folder, {});
  writeFileSync(file(), JSON.stringify({ clients: { ...clients, decision } }));
}

test('the key of the papers is the installation’s own, stays, and is readable by its owner only', () => {
  const { paperKey } = loadSecrets(folder, {});
  expect(paperKey).toMatch(/^[0-9a-f]{64}$/);
  expect(loadSecrets(folder, {})).toEqual(stored());
  expect(stored().paperKey).toBe(paperKey);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('another client secret for decision leaves the codes of papers as they are', () => {
  const { paperKey } = loadSecrets(folder, {});
  const { clients } = stored();
  writeFileSync(file(), JSON.stringify({ clients: { ...clients, decision: 'rotated' }, paperKey }));
  expect(loadSecrets(folder, {}).paperKey).toBe(paperKey);
});

test('an installation whose codes were keyed by that secret goes on with the same key, once and for ever', () => {
  // openssl dgst -sm3 -hmac 'a b' over the label the codes were made with.
  const key = 'a098bc964e31e06cc67deb9870c652419b811a626f0ce28f9cde0e45ad655691';
  leaveWithoutPaperKey('a b');
  expect(loadSecrets(folder, {}).paperKey).toBe(key);
  expect(loadSecrets(folder, { DECISION_CLIENT_SECRET: 'rotated' }).paperKey).toBe(key);
});

test('a secret that came from a provider of the court’s own counts where it was used', () => {
  leaveWithoutPaperKey('unused');
  const { paperKey } = loadSecrets(folder, { DECISION_CLIENT_SECRET: 'a b' });
  expect(paperKey).toBe('a098bc964e31e06cc67deb9870c652419b811a626f0ce28f9cde0e45ad655691');
});

test('decision alone is given the key', () => {
  const secrets = loadSecrets(folder, {});
  expect(programEnvironment('decision', 1, secrets, {}).PAPER_KEY).toBe(secrets.paperKey);
  expect(programEnvironment('intake', 1, secrets, {})).not.toHaveProperty('PAPER_KEY');
});
