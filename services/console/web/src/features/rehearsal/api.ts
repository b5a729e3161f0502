import { request } from '../../shared/api/client';

/** What became of a step or an expectation; `result` is empty where all went as it should. */
export interface Told {
  ok: boolean;
  text: string;
  result: string;
  mismatches: { path: string; expected?: unknown; actual?: unknown }[];
}

export interface PlayStep {
  at: string;
  as: { court?: string; role?: string; name?: string } | null;
  do: string | null;
  /** The command's name in Chinese. */
  title: string | null;
  /** The facts that the file expects after the step. */
  expect: unknown;
  status: 'waiting' | 'running' | 'done';
  outcomes: Told[];
}

/** A story as the console plays it. */
export interface Play {
  id: string;
  title: string;
  status: 'running' | 'stopping' | 'stopped' | 'finished' | 'failed';
  step: number;
  steps: PlayStep[];
  final: Told[];
  failures: number;
  caseIds: string[];
  facts: unknown;
  error: string | null;
}

export interface Example {
  id: string;
  title: string;
  steps: number;
  from: string;
  to: string;
}

export interface Current {
  /** When the console's process began: it remembers no play from before. */
  since: string;
  play: Play | null;
}

export const readExamples = () => request<{ items: Example[] }>('rehearsal/examples');
export const readCurrent = () => request<Current>('rehearsal/plays/current');
export const startPlay = (body: unknown) => request<Current>('rehearsal/plays', { method: 'POST', body });
export const control = (what: 'stop' | 'resume') => request<Current>(`rehearsal/plays/${what}`, { method: 'POST' });
