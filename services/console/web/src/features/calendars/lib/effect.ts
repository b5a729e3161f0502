import type { DeadlineStatus } from '@xiezhi/rules';
import type { Phrase } from '../../../shared/language';

/** What a publication changes about how a deadline stands; undefined where only its day moves. */
export function effectOf(
  before: DeadlineStatus,
  after: DeadlineStatus,
): { phrase: Phrase; better: boolean } | undefined {
  if (before === after) return undefined;
  if (after === 'LATE') return { phrase: '经重新计算，已经逾期', better: false };
  if (after === 'CANCELLED') return { phrase: '不再需要办理', better: true };
  if (after === 'MET') return { phrase: '逾期撤回，按期完成', better: true };
  return { phrase: '逾期撤回，恢复计算', better: true };
}
