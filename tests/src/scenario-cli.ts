import { Failure, printFailure, startStack } from '@xiezhi/infra';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Player } from '@xiezhi/client/play';
import type { Facts } from '@xiezhi/client/play';
import { readScenario, ScenarioError } from '@xiezhi/client/play';
import type { Scenario, StepOutcome } from '@xiezhi/client/play';

const HELP = `用法：npm run -s scenario -- 场景文件… [--facts 输出.json]

每个场景在一套全新的、完整的演练环境（Temporal、NATS、数据库、全部服务）中，
只通过各服务的 HTTP 接口，以登录人员的身份逐步演练，并核对预期。
有任何一项不符时退出码为 1。

  --facts 文件   把每个场景的事实写入 JSON：{ "<id>": facts }
  --help         显示本说明`;

function show({ ok, text, mismatches }: StepOutcome): void {
  console.log(`${ok ? '✓' : '✗'} ${text}`);
  for (const { path, expected, actual } of mismatches) {
    console.log(`    ${path}\n      预期 ${JSON.stringify(expected)}\n      实际 ${JSON.stringify(actual)}`);
  }
}

async function playOne(scenario: Scenario, signal: AbortSignal): Promise<{ facts: Facts; failures: number }> {
  console.log(`\n${scenario.id} ${scenario.title ?? ''}`);
  const started = Date.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'xiezhi-scenario-'));
  const stack = await startStack({ dataDir, ports: 'free', rehearsal: true, demo: false, signal });
  try {
    const report = await Player.play(scenario, stack, dataDir, show);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${report.failures === 0 ? '✓' : '✗'} ${scenario.id} ${report.failures}项不符，${seconds}秒`);
    return report;
  } finally {
    await stack.discard();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { facts: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length === 0) {
    console.error(HELP);
    return 1;
  }
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());
  const scenarios = positionals.map(readScenario);
  const facts: Record<string, Facts> = {};
  let failures = 0;
  for (const scenario of scenarios) {
    if (abort.signal.aborted) return 1;
    const report = await playOne(scenario, abort.signal);
    facts[scenario.id] = report.facts;
    failures += report.failures;
    // After each story, so that an interrupted run keeps what it has.
    if (values.facts) await writeFile(values.facts, `${JSON.stringify(facts, null, 2)}\n`);
  }
  return failures === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof Failure) printFailure(error);
  else if (error instanceof ScenarioError) console.error(error.message);
  else if (error instanceof TypeError && 'code' in error) console.error(`参数有误：${error.message}`);
  else console.error(error);
  process.exitCode = 1;
}
