import { BULLETIN_STATUSES, codesIn } from '@xiezhi/rules';
import { z } from 'zod';
import { calendarYearSchema } from '../answers';
import { bulletinFiguresSchema, changedFigureSchema } from '../bulletin-events';
import { personSchema } from './basics';
import { deadlineFactsSchema } from './deadline';

const itemFields = {
  bulletin: z.string(),
  seq: z.number(),
  openedAt: z.string(),
  court: z.string(),
  period: z.string(),
  due: z.string().nullable().describe('HR-08：期间末日后的工作日数（设置，不是法律规定）'),
  status: z.enum(codesIn(BULLETIN_STATUSES)),
  late: z.boolean().describe('期限内没有首次印发'),
  version: z.number(),
  issuedOn: z.string().nullable().describe('最新一版的印发日期'),
};
export const bulletinItemSchema = z.object(itemFields).meta({ id: 'BulletinItem' });

export type BulletinItem = z.infer<typeof bulletinItemSchema>;

export const bulletinsSchema = z.object({ items: z.array(bulletinItemSchema), next: z.string().nullable() });
export type Bulletins = z.infer<typeof bulletinsSchema>;

const versionSchema = z.object({
  version: z.number(),
  frozenAt: z.string().describe('数字截至的时刻'),
  by: personSchema,
  problems: z.string().nullable(),
  nextSteps: z.string().nullable(),
  correction: z.object({ reason: z.string(), changed: z.array(changedFigureSchema) }).nullable(),
  issued: z.object({ on: z.string(), by: personSchema, to: z.array(z.string()) }).nullable(),
});

export const bulletinSchema = z
  .object({
    ...itemFields,
    figures: bulletinFiguresSchema.nullable(),
    hidden: z.number().describe('数字中计入、但清单不列的案件数：无权查看'),
    own: z.boolean().describe('最新一版是不是本人起草的'),
    versions: z.array(versionSchema).describe('新的在前'),
    deadline: deadlineFactsSchema.nullable().describe('期限和它的计算，与案件的期限相同'),
    calendar: z.array(calendarYearSchema).describe('计算期限所用的各年日历'),
  })
  .meta({ id: 'Bulletin' });
export type BulletinVersionView = z.infer<typeof versionSchema>;
export type BulletinView = z.infer<typeof bulletinSchema>;

export const bulletinAnswerSchema = z
  .object({ bulletin: z.string(), seq: z.number(), status: z.string(), version: z.number() })
  .meta({ id: 'BulletinAnswer' });

const itemSchema = z.object({
  file: z.string().describe('协同执行案件或者扫描结果的标识'),
  number: z.string().describe('文号，没有的为案号；按通报的数字冻结时'),
  caseNumber: z.string(),
  executingCourt: z.string(),
  on: z.string().nullable().describe('收到日期；扫描结果为列出日期'),
});

/** The cases behind one figure. */
export const bulletinCasesSchema = z
  .object({
    bulletin: z.string(),
    version: z.number(),
    frozenAt: z.string(),
    counted: z.union([z.number(), z.string()]).nullable().describe('通报所载的数字；清单为其件数'),
    recounted: z
      .union([z.number(), z.string()])
      .nullable()
      .describe('按冻结时已有的记录重新清点；与所载不同的，冻结以后有记录补入当时'),
    cases: z.number().describe('计入的案件数'),
    hidden: z.number().describe('其中无权查看、不列的'),
    items: z.array(itemSchema),
    next: z.string().nullable(),
  })
  .meta({ id: 'BulletinCases' });
export type BulletinCases = z.infer<typeof bulletinCasesSchema>;
