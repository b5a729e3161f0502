import type { PartStatus } from './parts';
import { table } from './table';

const ANSWER_MS = 4_000;

interface Check {
  ok: boolean;
  error?: string;
  /** Of a read model only. */
  behind?: number;
  poison?: number;
  comparedAt?: string | null;
}

/** What a program tells of itself at /readyz and /metrics. */
export interface Health {
  part: string;
  checks: Record<string, Check>;
  /** Sum of each metric over its labels. */
  metrics: Map<string, number>;
}

/** @returns undefined for a program that does not answer */
export async function healthOf({ part, url }: Pick<PartStatus, 'part' | 'url'>): Promise<Health | undefined> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    const [readiness, metrics] = await Promise.all(
      ['readyz', 'metrics'].map(async (path) => (await fetch(`${url}/${path}`, { signal })).text()),
    );
    const { checks = {} } = JSON.parse(readiness!) as { checks?: Record<string, Check> };
    return { part, checks, metrics: sums(metrics!) };
  } catch {
    return undefined;
  }
}

function sums(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, name = '', value] of text.matchAll(/^(xiezhi_\w+)(?:\{.*\})? (\S+)$/gm)) {
    found.set(name, (found.get(name) ?? 0) + Number(value));
  }
  return found;
}

const minutes = (seconds: number) => `${Math.ceil(seconds / 60)} 分钟`;

const clockTime = (iso: string) => new Date(iso).toLocaleString('zh-CN', { hour12: false });

export interface HealthReport {
  lines: string[];
  /** What somebody has to see to, in Chinese and English. */
  faults: [string, string][];
}

/** How far what is derived from the ledger is behind it, and what the system has found wrong with itself. */
export function healthReport(all: readonly Health[]): HealthReport {
  const total = (metric: string) => all.reduce((sum, { metrics }) => sum + (metrics.get(metric) ?? 0), 0);
  const models = all.flatMap(({ part, checks: { readModel } }) => (readModel ? [{ part, ...readModel }] : []));
  const lines: string[] = [];
  if (models.length > 0) {
    const rows = models.map(({ part, behind = 0, poison = 0, comparedAt }) => {
      return [part, String(behind), String(poison), comparedAt ? clockTime(comparedAt) : '尚未核对'];
    });
    lines.push(table([['查询数据', '落后案件', '其中不能处理', '上次与案件记录核对'], ...rows]), '');
  }
  const waiting = total('xiezhi_relay_cases_behind');
  const since = waiting > 0 ? `，最久 ${minutes(total('xiezhi_relay_oldest_seconds'))}` : '';
  const wrong = total('xiezhi_doctor_cases');
  lines.push(`待发布事件的案件 ${waiting} 件${since}`, `流程自检发现的问题 ${wrong} 件`);

  const faults: HealthReport['faults'] = [];
  for (const { part, checks } of all) {
    for (const [name, { ok, error }] of Object.entries(checks)) {
      if (!ok) faults.push([`${part} 的 ${name} 没有就绪：${error}`, `${part}: ${name} is not ready`]);
    }
  }
  const poison = models.filter((model) => (model.poison ?? 0) > 0).map(({ part }) => part);
  if (poison.length > 0) {
    faults.push([
      `有案件的记录不能处理（${poison.join('、')}）：请由系统管理员查看该服务的 GET /admin/read-model`,
      `entries that cannot be applied (${poison.join(', ')}): see GET /admin/read-model of the service`,
    ]);
  }
  if (wrong > 0) {
    faults.push([
      '有案件的流程与案件记录不一致：请用 npm run doctor 查看',
      'cases whose workflow is not in order: see npm run doctor',
    ]);
  }
  if (total('xiezhi_document_number_conflicts') > 0) {
    faults.push([
      '有两案文号相同：请查看 decision 的日志',
      'two cases with one document number: see the log of decision',
    ]);
  }
  return { lines, faults };
}
