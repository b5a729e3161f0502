import type { DoctorReport } from '@xiezhi/contracts';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, printFailure } from '../bootstrap/failure.mjs';
import { readRunning, settingsOf } from './installation';
import { repositoryRoot } from './root';
import { loadSecrets } from './secrets';
import { table } from './table';

const HELP = `用法：npm run doctor [-- 选项]

逐件核对：案件记录（台账）中每一件未结案件，都有一个正在运行的流程，序号和状态与案件记录一致；
不一致的列出并按案件记录重新启动。系统自身也在不断检查，本命令立即检查全部案件。
仍有未恢复的案件时退出码为 1。

选项
  --json       以 JSON 输出结果
  --rehearsal  检查演练环境
  --help       显示本说明

环境变量
  XIEZHI_DATA  数据目录（默认 .data；演练环境为 .data-rehearsal）
  LEDGER_URL、OIDC_ISSUER、SERVICE_CLIENT_ID、SERVICE_CLIENT_SECRET
               检查不是由 npm start 启动的系统时，台账与统一登录的地址，以及一个服务的凭据`;

interface Place {
  ledger: string;
  issuer: string;
  client: string;
  secret: string;
}

const LOOK_MS = 500;

function placeOf(rehearsal: boolean, env: NodeJS.ProcessEnv): Place {
  const { LEDGER_URL: ledger, OIDC_ISSUER: issuer, SERVICE_CLIENT_ID: client, SERVICE_CLIENT_SECRET: secret } = env;
  if (ledger && issuer && client && secret) return { ledger, issuer, client, secret };
  const { dataDir } = settingsOf(rehearsal ? ['--rehearsal'] : [], env, repositoryRoot());
  const running = readRunning(dataDir);
  const urlOf = (part: string) => running?.parts.find((each) => each.part === part)?.url;
  const [worker, identity] = [urlOf('worker'), urlOf('identity')];
  if (!worker || !identity) {
    throw new Failure(
      `数据目录 ${dataDir} 没有正在运行的獬豸：请用 npm start 启动。`,
      `No Xiezhi runs on the data folder ${dataDir}: start it with npm start.`,
    );
  }
  return {
    ledger: worker,
    issuer: identity,
    client: 'worker',
    secret: env.WORKER_CLIENT_SECRET || loadSecrets(dataDir, env).clients.worker,
  };
}

async function tokenOf({ issuer, client, secret }: Place): Promise<string> {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = (await discovery.json()) as { token_endpoint: string };
  const pair = `${encodeURIComponent(client)}:${encodeURIComponent(secret)}`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'service', resource: 'urn:xiezhi:api' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token) return token;
  throw new Failure(
    '统一登录没有发给访问令牌：请检查服务凭据。',
    'The issuer gave no access token: check the service credentials.',
  );
}

async function examine(place: Place, told: (report: DoctorReport) => void): Promise<DoctorReport> {
  const headers = { authorization: `Bearer ${await tokenOf(place)}` };
  const report = async () => {
    const answer = await fetch(`${place.ledger}/doctor`, { headers });
    if (!answer.ok)
      throw new Failure(`台账没有应答（${answer.status}）。`, `The ledger does not answer (${answer.status}).`);
    return (await answer.json()) as DoctorReport;
  };
  const started = await fetch(`${place.ledger}/doctor/examinations`, { method: 'POST', headers });
  if (started.status !== 202)
    throw new Failure(`检查没有开始（${started.status}）。`, `It was not begun (${started.status}).`);
  const { number } = (await started.json()) as { number: number };
  for (;;) {
    const now = await report();
    if (now.answered >= number) return now;
    told(now);
    await delay(LOOK_MS);
  }
}

function print({ last, findings }: DoctorReport): void {
  if (!last) return;
  const seconds = (last.ms / 1_000).toFixed(1);
  console.log(`案件 ${last.cases} 件，未结 ${last.open} 件，核对 ${last.compared} 件，用时 ${seconds} 秒。`);
  if (last.unanswered > 0) console.log(`没有应答 ${last.unanswered} 件（流程进程可能正忙或者没有运行）。`);
  const open = findings.filter(({ resolvedAt }) => resolvedAt === undefined);
  if (open.length === 0) return console.log('全部未结案件的流程与案件记录一致。');
  const rows = open.map(({ caseId, title, detail, treatedAt }) => [
    caseId,
    title,
    detail,
    treatedAt ? '已重新启动' : '未处理',
  ]);
  console.log(table([['案件', '问题', '说明', '处理'], ...rows]));
}

try {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, rehearsal: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) console.log(HELP);
  else {
    const rehearsal = values.rehearsal ?? process.env.XIEZHI_REHEARSAL === '1';
    const told = ({ done, total }: DoctorReport) => {
      if (process.stderr.isTTY) process.stderr.write(`\r核对中 ${done}/${total} `);
    };
    const report = await examine(placeOf(rehearsal, process.env), told);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    if (report.findings.some(({ resolvedAt }) => resolvedAt === undefined)) process.exitCode = 1;
  }
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
