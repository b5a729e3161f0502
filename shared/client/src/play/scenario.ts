import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Person {
  court: string;
  role: string;
  name?: string;
}

/** One step of a story: a person's act, an expectation, or only the clock moving. */
export interface Step {
  at: string;
  as?: Person;
  do?: string;
  on?: number;
  with?: Record<string, unknown>;
  refused?: string;
  expect?: unknown;
}

export interface CalendarOverride {
  region: string;
  year: number;
  off: string[];
  makeup: string[];
}

export interface Scenario {
  id: string;
  title?: string;
  settings?: Record<string, unknown>;
  calendar?: CalendarOverride[];
  steps: Step[];
  expect?: unknown;
}

/** Thrown for a file that is not a scenario; the message names the file and what is wrong, in Chinese. */
export class ScenarioError extends Error {}

function checkStep(step: Step, index: number, file: string): void {
  const where = `${file}：第${index + 1}步`;
  if (typeof step !== 'object' || step === null) throw new ScenarioError(`${where}不是对象。`);
  if (typeof step.at !== 'string' || Number.isNaN(Date.parse(step.at)))
    throw new ScenarioError(`${where}的 at 不是时刻。`);
  if (step.do !== undefined && (!step.as?.court || !step.as.role)) {
    throw new ScenarioError(`${where}没有写明由哪个法院的什么角色办理。`);
  }
}

/** Reads a scenario file. @throws ScenarioError */
export function readScenario(path: string): Scenario {
  const file = basename(path);
  let parsed: Scenario;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) as Scenario;
  } catch (error) {
    throw new ScenarioError(`${file}：无法读取（${(error as Error).message}）。`);
  }
  if (typeof parsed !== 'object' || parsed === null || !Array.isArray(parsed.steps)) {
    throw new ScenarioError(`${file}：不是场景文件（缺少 steps）。`);
  }
  parsed.id ??= file.replace(/\.json$/, '');
  parsed.steps.forEach((step, index) => checkStep(step, index, file));
  return parsed;
}
