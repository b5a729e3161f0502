import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 10_000;
/** An installation that has cases is not filled: with nothing under way by then, nothing will be. */
const BEGINS_WITHIN_MS = 60_000;

function gauge(metrics: string, name: string): number | undefined {
  const found = new RegExp(`^${name}\\{[^}]*\\} (\\d+)$`, 'm').exec(metrics);
  return found ? Number(found[1]) : undefined;
}

async function progressOf(worker: string, signal: AbortSignal): Promise<{ planned: number; ready: number }> {
  const answer = await fetch(`${worker}/metrics`, { signal });
  const metrics = await answer.text();
  return {
    planned: gauge(metrics, 'xiezhi_demo_cases_planned') ?? 0,
    ready: gauge(metrics, 'xiezhi_demo_cases_ready') ?? 0,
  };
}

/** Tells how far the demonstration's cases are, until all are in or there are none to come. Never throws. */
export async function showSeeding(worker: string, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const began = Date.now();
  let told = began;
  while (!signal.aborted) {
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    const progress = await progressOf(worker, signal).catch(() => undefined);
    if (!progress) continue;
    const { planned, ready } = progress;
    if (planned === 0 && Date.now() - began > BEGINS_WITHIN_MS) return;
    if (planned > 0 && ready === planned) {
      say(`✓ 演示案件${ready}件（均为虚构，页面上标有“演示数据”；不要演示案件时用 npm start -- --empty）`);
      return;
    }
    if (planned > 0 && Date.now() - told >= TELL_EVERY_MS) {
      told = Date.now();
      say(`  正在放入演示案件 ${ready}/${planned}，系统已经可以使用`);
    }
  }
}
