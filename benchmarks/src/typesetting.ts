import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { PaperPool, renderBoth, renderDocx } from '@xiezhi/papers';
import { decisionPaper } from '@xiezhi/rules';
import type { Paper } from '@xiezhi/rules';
import { show, spread, table } from './statistics';

const run = promisify(execFile);
const MEGABYTE = 1024 ** 2;

export interface TypesettingRun {
  /** DOCX and PDF of one decision, milliseconds; the first reads the fonts. */
  firstMs: number;
  oneMs: number[];
  /** The same DOCX made into a PDF by LibreOffice; null where it is not installed. */
  libreOfficeMs: number | null;
  many: number;
  manyMs: number;
  /** Of the thread that serves requests, while `many` papers are made beside it. */
  eventLoopDelayMs: { p99: number; max: number };
  /** Resident memory after a tenth of the papers, and after all. */
  residentMb: { early: number; late: number };
}

/** A decision as long as an ordinary one. */
function decision(serial: number): Paper {
  return decisionPaper(
    {
      executingCourt: '吉0104',
      decidingCourt: '吉01',
      supplements: [],
      caseFields: {
        caseNumber: `（2016）吉0104执${serial}号`,
        filingDate: '2016-06-15',
        cause: '买卖合同纠纷',
        parties: [
          { side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
          { side: 'respondent', name: '吉林北岭置业有限公司', kind: 'organization' },
        ],
        claimAmount: 12_860_000,
        hasProperty: true,
        grounds: [],
        matters: '',
      },
    },
    {
      decidedOn: '2018-10-09',
      reasons:
        '已查明的可供执行财产中，位于二道区的两处商铺约占评估总值的九成，由执行法院单独腾退确有困难，应由二道区法院协同执行。',
      legalBasis: '第132条第2款',
      operative: '该案由本院与你院及吉林省长春市二道区人民法院协同执行。',
    },
    { number: `（2018）吉01协同执字第${serial}号`, addressee: '吉0104', copies: ['吉0105'] },
    '2018-10-09T16:20:00.000+08:00',
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function libreOffice(): Promise<number | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const program = folders
    .flatMap((folder) => ['soffice', 'libreoffice'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (!program) return null;
  const folder = await mkdtemp(join(tmpdir(), 'xiezhi-bench-'));
  try {
    const file = join(folder, 'decision.docx');
    await writeFile(file, await renderDocx(decision(1)));
    return await timed(() => run(program, ['--headless', '--convert-to', 'pdf', '--outdir', folder, file]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function inOneGo(many: number) {
  const pool = new PaperPool({ worker: new URL('./paper-worker.js', import.meta.url) });
  const resident = () => process.memoryUsage().rss / MEGABYTE;
  let done = 0;
  let early = 0;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const manyMs = await timed(() =>
    Promise.all(
      Array.from({ length: many }, async (_, serial) => {
        await pool.render(decision(serial + 1));
        done += 1;
        if (done === Math.ceil(many / 10)) early = resident();
      }),
    ),
  );
  delay.disable();
  const late = resident();
  await pool.close();
  const eventLoopDelayMs = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  return { many, manyMs, eventLoopDelayMs, residentMb: { early, late } };
}

/** Papers in `many` and one by one; starts no stack. */
export async function typesetting(many: number, runs: number, signal: AbortSignal): Promise<TypesettingRun[]> {
  const results: TypesettingRun[] = [];
  for (let count = 0; count < runs && !signal.aborted; count++) {
    const beside = await inOneGo(many);
    const firstMs = await timed(() => renderBoth(decision(1)));
    const oneMs: number[] = [];
    for (let one = 0; one < 10; one++) oneMs.push(await timed(() => renderBoth(decision(one + 2))));
    results.push({ firstMs, oneMs, libreOfficeMs: await libreOffice(), ...beside });
  }
  return results;
}

export function describeTypesetting(results: readonly TypesettingRun[]): string {
  const of = (value: (result: TypesettingRun) => number, unit: string) => show(spread(results.map(value)), unit);
  const converted = results.flatMap(({ libreOfficeMs }) => libreOfficeMs ?? []);
  const many = results[0]?.many ?? 0;
  return table([
    ['项目', '用时或者数量'],
    ['一份决定书，DOCX与PDF', show(spread(results.flatMap(({ oneMs }) => oneMs)), 'ms')],
    ['其中第一份（首轮含读取字库）', of(({ firstMs }) => firstMs, 'ms')],
    ['LibreOffice由DOCX转PDF', converted.length > 0 ? show(spread(converted), 'ms') : '本机没有安装，未比较'],
    [`${many}份同时制作`, of(({ manyMs }) => manyMs / 1000, 's')],
    ['其间服务线程的延迟，99%', of(({ eventLoopDelayMs }) => eventLoopDelayMs.p99, 'ms')],
    ['其间服务线程的延迟，最大', of(({ eventLoopDelayMs }) => eventLoopDelayMs.max, 'ms')],
    ['内存，完成十分之一时', of(({ residentMb }) => residentMb.early, 'MB')],
    ['内存，全部完成时', of(({ residentMb }) => residentMb.late, 'MB')],
  ]);
}
