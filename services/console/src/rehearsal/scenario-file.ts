import type { Scenario } from '@xiezhi/client/play';
import { Problem } from '@xiezhi/service-kit';
import { z } from 'zod';

const STEPS = 2_000;
const TEXT = 200;

const fields = z.record(z.string(), z.unknown(), '应为对象');
const instant = z.iso.datetime({ offset: true, error: '应为带时区的时刻，如 2018-09-20T15:20:00+08:00' });
const word = z.string('应为文字').min(1, '不能为空').max(TEXT, `不超过${TEXT}字`);
const days = z.array(z.iso.date('应为日期，如 2018-10-01'), '应为日期的列表');

const stepSchema = z
  .strictObject(
    {
      at: instant,
      as: z
        .strictObject({ court: word.optional(), role: word.optional(), name: word.optional() }, '应为人员')
        .optional(),
      do: word.optional(),
      on: z.int('应为案件的序号').min(0, '应为案件的序号').optional(),
      with: fields.optional(),
      refused: word.optional(),
      expect: z.unknown().optional(),
    },
    { error: objectError },
  )
  .refine((step) => step.do === undefined || (step.as?.court !== undefined && step.as.role !== undefined), {
    path: ['as'],
    error: '没有写明由哪个法院（court）的什么角色（role）办理',
  });

const scenarioSchema = z
  .strictObject(
    {
      id: word.optional(),
      title: word.optional(),
      settings: fields.optional(),
      calendar: z
        .array(
          z.strictObject({ region: word, year: z.int('应为年份'), off: days, makeup: days }, { error: objectError }),
        )
        .optional(),
      steps: z.array(stepSchema, '缺少步骤（steps）').min(1, '没有步骤').max(STEPS, `不超过${STEPS}步`),
      expect: z.unknown().optional(),
    },
    { error: objectError },
  )
  .check(({ value, issues }) => {
    const late = value.steps.findIndex(
      ({ at }, index) => index > 0 && Date.parse(at) < Date.parse(value.steps[index - 1]!.at),
    );
    if (late === -1) return;
    const path = ['steps', late, 'at'];
    issues.push({ code: 'custom', message: '早于前一步，而演练时间只能向前', path, input: value.steps[late]!.at });
  });

function objectError(issue: { code?: string | undefined; keys?: unknown }): string {
  if (issue.code !== 'unrecognized_keys') return '应为对象';
  return `有不认识的内容 ${(issue.keys as string[]).join('、')}`;
}

/** `steps.3.at` as 第4步的 at: people count from one. */
function place(path: readonly PropertyKey[]): string {
  const [first, index, ...rest] = path;
  if (first !== 'steps' || typeof index !== 'number') return path.join('.');
  return `第${index + 1}步${rest.length === 0 ? '' : `的 ${rest.join('.')}`}`;
}

/** @throws Problem VALIDATION saying which step of the file is wrong and why */
export function scenarioFrom(given: unknown): Scenario {
  const read = scenarioSchema.safeParse(given);
  if (read.success) return { ...read.data, id: read.data.id ?? 'scenario' } as Scenario;
  const errors = read.error.issues.map(({ path, message }) => ({ path: place(path), message }));
  const [first] = errors;
  const more = errors.length > 1 ? `（另有${errors.length - 1}处）` : '';
  const where = first?.path ? `${first.path}：` : '';
  throw new Problem('VALIDATION', `场景文件不正确。${where}${first?.message ?? ''}${more}。`, { errors });
}
