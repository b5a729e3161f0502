import { isCollaboration } from '@xiezhi/contracts';
import { CLOCK_KINDS, CLOCK_RUNGS, codesIn, readsBusinessData, readsDockets, seesEverything } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/service-kit';
import type { CaseService, PersonUser } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Miss } from './misses';

export const missSchema = z
  .object({
    caseId: z.string(),
    kind: z.enum(codesIn(CLOCK_KINDS)).describe('SCAN：法院的定期扫描'),
    rung: z.enum(codesIn(CLOCK_RUNGS)).describe('HOUR：定期扫描的时刻'),
    dueAt: z.string().describe('应当记录的法院时刻'),
    court: z.string().describe('期限责任法院'),
    foundAt: z.string().describe('发现的法院时刻'),
    open: z.boolean().describe('现在是否仍然缺少'),
    end: z
      .enum(['WRITTEN', 'NOT_OWED', 'PASSED_OVER'])
      .nullable()
      .describe('WRITTEN：已补记；NOT_OWED：到期前已办理、变更或者取消；PASSED_OVER：此后的记录已越过，不会再有'),
    endedAt: z.string().nullable(),
    readable: z.boolean().describe('本人可否打开这一案件'),
  })
  .meta({ id: 'SilentMiss' });
export type MissView = z.infer<typeof missSchema>;

const figure = z.number().nullable().describe('毫秒；没有可计算的为 null');

export const figuresSchema = {
  from: z.string(),
  until: z.string().describe('不含'),
  rungs: z.number().describe('这一期间到期并已记录的期限节点'),
  unknown: z.number().describe('其中迟延不能计算的'),
  p50Ms: figure,
  p99Ms: figure,
  maxMs: figure,
  distribution: z
    .array(z.object({ upToMs: z.number().nullable(), count: z.number() }))
    .describe('不超过upToMs的（且超过前一级）；null：更迟'),
};

export const watchSchema = {
  graceMs: z.number().describe('缺少超过这一时间为静默漏发'),
  checkedAt: z.string().nullable().describe('最近一轮检查结束的时间（实际时间）'),
  watching: z.boolean().describe('最近五分钟内有没有完成过一轮检查'),
};

const FIELDS = { restricted: 1, visibleTo: 1 } as const;

/**
 * Misses as a reader is shown them. The administrators know files by their ids and open none; a case that is need-to-know
 * is not named to others whose it is not to see.
 */
export async function missViews(
  misses: readonly Miss[],
  { collection }: Pick<CaseService['cases'], 'collection'>,
  user: PersonUser,
  today: LocalDate,
): Promise<MissView[]> {
  const reader = readerOf(user);
  const ids = [...new Set(misses.map(({ caseId }) => caseId))].filter(isCollaboration);
  const found = await collection.find({ _id: { $in: ids } }, { projection: FIELDS }).toArray();
  const cases = new Map(found.map(({ _id, restricted, visibleTo }) => [_id, { restricted, visibleTo }]));
  const all = seesEverything(reader, today);
  const administers = user.roles.includes('systemAdmin');
  return misses.flatMap((miss): MissView[] => {
    const { caseId, kind, rung, dueAt, court, foundAt, open, end = null, endedAt = null } = miss;
    const known = cases.get(caseId);
    const seen = all || (known?.visibleTo.includes(user.court) ?? false);
    if (known?.restricted && !seen && !administers) return [];
    const readable = isCollaboration(caseId) ? seen && readsBusinessData(reader) : readsDockets(reader);
    return [{ caseId, kind, rung, dueAt, court, foundAt, open, end, endedAt, readable }];
  });
}
