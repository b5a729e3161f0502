import type { Mismatch } from './match';
import type { Person } from './scenario';

/** What became of a step or an expectation. */
export interface StepOutcome {
  ok: boolean;
  /** The whole sentence: when, who, what and what became of it. */
  text: string;
  /** What became of it alone; empty where all went as it should. */
  result: string;
  mismatches: Mismatch[];
}

/** What is told of a command that was sent: whether it was accepted or refused as the story wants. */
export function outcomeOf(
  { at, as, command, refused }: { at: string; as: Person; command: string; refused?: string | undefined },
  refusal?: { code: string; message: string },
): Omit<StepOutcome, 'mismatches'> {
  const ok = refusal?.code === refused;
  const wanted = refused === undefined ? '（不应被拒绝）' : `（应被拒绝 ${refused}）`;
  const became = `${refusal ? `被拒绝 ${refusal.code}：${refusal.message}` : '已办理'}${ok ? '' : wanted}`;
  const who = `${as.court} ${as.role}${as.name ? ` ${as.name}` : ''}`;
  return { ok, text: `${at} ${who} ${command} ${became}`, result: ok && !refusal ? '' : became };
}
