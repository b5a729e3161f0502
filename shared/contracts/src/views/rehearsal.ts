import { z } from 'zod';
import { moment } from './basics';

/** A story that comes with the system. */
export const exampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  steps: z.number().int(),
  from: moment.describe('第一步的时刻'),
  to: moment.describe('最后一步的时刻'),
});
export type Example = z.infer<typeof exampleSchema>;

export const examplesSchema = z.object({ items: z.array(exampleSchema) });
export type Examples = z.infer<typeof examplesSchema>;

/** What became of a step or an expectation. */
const stepOutcomeSchema = z.object({
  ok: z.boolean(),
  text: z.string().describe('何时、何人、何事、结果'),
  result: z.string().describe('结果；与预期相符的为空'),
  mismatches: z.array(z.object({ path: z.string(), expected: z.unknown().optional(), actual: z.unknown().optional() })),
});
export type StepOutcome = z.infer<typeof stepOutcomeSchema>;

const playStepSchema = z.object({
  at: moment,
  /** null where only time goes on or something is checked. */
  as: z.object({ court: z.string(), role: z.string(), name: z.string().optional() }).nullable(),
  do: z.string().nullable(),
  title: z.string().nullable().describe('命令的名称'),
  expect: z.unknown().describe('此步之后预期的事实；没有的为空'),
  status: z.enum(['waiting', 'running', 'done']),
  outcomes: z.array(stepOutcomeSchema),
});
export type PlayStep = z.infer<typeof playStepSchema>;

/** A story as the console plays it. */
const playSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['running', 'stopping', 'stopped', 'finished', 'failed']),
  step: z.number().int().describe('正在办理的一步，自一起；人员取得账号期间为零'),
  steps: z.array(playStepSchema),
  final: z.array(stepOutcomeSchema).describe('最后一步之后的预期'),
  failures: z.number().int(),
  caseIds: z.array(z.string()),
  facts: z.unknown(),
  error: z.string().nullable(),
});
export type PlayProgress = z.infer<typeof playSchema>;

export const currentPlaySchema = z.object({
  since: z.string().describe('工作台本次启动的实际时间：此前播放的，工作台不再记得'),
  play: playSchema.nullable(),
});
export type CurrentPlay = z.infer<typeof currentPlaySchema>;
