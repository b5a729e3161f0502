import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { application, castOf, Installation, send, until } from '../../src/support';
import type { Answer, Cast } from '../../src/support';

const disk = mkdtempSync(join(tmpdir(), 'xiezhi-disk-'));
const DISK_MB = 320;
const mounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'xiezhi-test', disk], { stdio: 'ignore' }).status === 0;
// A disk that can be filled without harm takes a file system of its own, which only root may mount.
const whereMounted = mounted ? test : test.skip;

let house: Installation;
let cast: Cast;

beforeAll(async () => {
  if (!mounted) return;
  house = await Installation.start({ rehearsal: false, restart: true, dataDir: join(disk, 'data') });
  cast = await house.hire(castOf('吉0104', '吉01'));
}, 300_000);

afterAll(async () => {
  await house?.stop();
  if (mounted) spawnSync('umount', ['-l', disk]);
  rmdirSync(disk);
});

const filler = join(disk, 'filler');

function fill(): void {
  const file = openSync(filler, 'a');
  try {
    for (const size of [1_000_000, 4_096]) {
      for (;;) writeSync(file, Buffer.alloc(size));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

interface Sent {
  body: Record<string, unknown>;
  key: string;
  caseId: string | undefined;
}

async function sendOne(): Promise<Sent & { refusal: Answer | undefined }> {
  const body = application('吉0104', '吉01', { matters: '请协助腾退商铺。'.repeat(1_500) });
  const key = randomUUID();
  const answer = await house.submit(cast.applicant, body, { key });
  const taken = answer.status === 201 || answer.status === 202;
  return {
    body,
    key,
    caseId: taken ? String(answer.body['caseId']) : undefined,
    refusal: taken ? undefined : answer,
  };
}

whereMounted(
  'a full disk is told with its code, nothing acknowledged is lost, and all is well by itself when there is space',
  async () => {
    const sent: Sent[] = [await sendOne()];
    expect(sent[0]!.caseId).toBeDefined();
    const refusals: Answer[] = [];
    await until('the database to be stopped by it', async () => {
      fill();
      const { refusal, ...one } = await sendOne();
      sent.push(one);
      if (refusal) refusals.push(refusal);
      const { status, body } = await send('GET', `${house.urls.intake}/readyz`);
      expect({ status, body }).toMatchObject({ status: 503, body: { checks: { disk: { ok: false } } } });
      return !(body['checks'] as Record<string, { ok: boolean }>)['database']!.ok;
    });
    const { refusal } = await sendOne();
    for (const { body } of [...refusals, refusal!]) expect(['STORAGE_FULL', 'UNAVAILABLE']).toContain(body['code']);

    rmSync(filler);
    await until('an application to be taken again', async () => (await sendOne()).caseId !== undefined);
    for (const { body, key, caseId } of sent) {
      const again = await until('the same request to be taken', async () => {
        const answer = await house.submit(cast.applicant, body, { key });
        return answer.status === 201 && answer;
      });
      if (caseId !== undefined) expect(again.body['caseId']).toBe(caseId);
      const found = await house.ledger(String(again.body['caseId']));
      expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => index + 1));
    }
    await until('the events to be published', async () => {
      const { body } = await send('GET', `${house.urls.ledger}/readyz`);
      const { events } = body['checks'] as { events: { nats: string; cases: number } };
      return events.nats === 'up' && events.cases === 0;
    });
    for (const url of [house.urls.intake, house.urls.decision, house.urls.notification, house.urls.ledger]) {
      await until(`${url} to be ready`, async () => (await send('GET', `${url}/readyz`)).status === 200);
    }
  },
  300_000,
);
