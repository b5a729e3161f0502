import type { UnrecordedEntry } from '@xiezhi/contracts';

export const COURT = '吉0104';

export function entry(caseId: string, seq: number, text = `第${seq}条`): UnrecordedEntry {
  const at = '2018-09-20T15:20:00.000+08:00';
  const actor = { court: COURT, role: 'handler', name: '于某' };
  return { caseId, seq, type: 'execution.recorded', at, actor, ruleSet: '吉高法〔2018〕45号', payload: { text } };
}

export const entries = (caseId: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(caseId, from + index));
