import { PROGRAM_NAMES } from '@xiezhi/contracts/installation';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '../src/root';
import { partsOf, programsOf, watchPrograms } from '../src/watching';

const parts = partsOf(repositoryRoot());

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

test.each([
  ['services/intake/src/main.ts', ['intake']],
  ['workflows/src/case/approval.ts', ['worker']],
  ['shared/papers/src/docx.ts', ['decision']],
  ['shared/rules/src/periods.ts', PROGRAM_NAMES],
  ['services/console/web/src/main.tsx', []],
  ['services/intake/test/claims.test.ts', []],
  ['services/intake/dist/main.js', []],
  ['docs/architecture.md', []],
])('%s is part of %j', (file, programs) => {
  expect(programsOf(file, parts)).toEqual(programs);
});

describe('a program under work', () => {
  let root: string;
  let done: string[];
  let said: string[];
  let end: () => void;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const program = (name: string, build: string) => {
    write(`services/${name}/package.json`, JSON.stringify({ name: `@xiezhi/${name}`, scripts: { build } }));
    write(`services/${name}/src/main.ts`, '');
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'watching-'));
    [done, said] = [[], []];
    write('package.json', JSON.stringify({ workspaces: ['services/*'] }));
    program('intake', 'node -e ""');
    program('decision', 'node -e "console.error(\'no such name\'); process.exit(1)"');
    program('notification', 'node -e ""');
    const note = (what: string) => (name: string) => Promise.resolve(void done.push(`${what} ${name}`));
    const stack = { kill: note('end'), start: note('start') };
    end = watchPrograms({ root, stack, programs: ['intake', 'decision'], say: (line) => void said.push(line) });
  });
  afterEach(() => {
    end();
    rmSync(root, { recursive: true, force: true });
  });

  test('is built and started again when a source has changed, and no other is', async () => {
    write('services/notification/src/main.ts', '1');
    write('services/intake/src/main.ts', '1');
    await until(() => said.length > 0);
    expect(done).toEqual(['end intake', 'start intake']);
    expect(said).toEqual([expect.stringMatching(/^↻ 受理已更新/)]);
  });

  test('goes on as it was where it does not build, and says why', async () => {
    write('services/decision/src/main.ts', '1');
    await until(() => said.length > 0);
    expect(done).toEqual([]);
    expect(said).toEqual([expect.stringMatching(/^✗ 决定未能构建，仍按原样运行\nno such name/)]);
  });
});
