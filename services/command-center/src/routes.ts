import { installationContextSchema } from '@xiezhi/contracts';
import { checkCalendarYear, RuleError, toInstant } from '@xiezhi/rules';
import type { Role, Settings } from '@xiezhi/rules';
import {
  afterQuery,
  caseIdParams,
  caseViewRoute,
  commandRoutes,
  defineRoute,
  ownedCommands,
  Problem,
  readCase,
  rebuildRoute,
} from '@xiezhi/service-kit';
import type { CaseService, PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from './changes';
import type { RehearsalClock } from './clock';

const HIGH_COURT = '吉';

function requireRole(user: PersonUser, roles: readonly Role[], what: string, court?: string): void {
  const allowed = roles.some((role) => user.roles.includes(role)) && (court === undefined || user.court === court);
  if (!allowed) throw new Problem('FORBIDDEN', `当前账号无权${what}。`);
}

const positions = z.array(z.object({ caseId: z.string(), seq: z.number() })).describe('受影响案件及其记录序号');

const clockSchema = z
  .object({ now: z.string(), offsetMs: z.number(), rehearsal: z.boolean() })
  .meta({ id: 'CourtClock' });

function clockRoutes(clock: RehearsalClock): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/clock',
      operationId: 'readClock',
      summary: '法院时钟：演练环境可调整，正式环境即当前时间',
      tags: ['clock'],
      security: 'user-or-service',
      responses: { 200: clockSchema },
      handler: () => ({ status: 200, body: clock.reading() }),
    }),
    defineRoute({
      method: 'post',
      path: '/clock/move',
      operationId: 'moveClock',
      summary: '把演练时钟向前调到指定时刻，所有在办案件同步到达（不能向后）',
      tags: ['clock'],
      security: 'user',
      body: z.strictObject({
        to: z.iso.datetime({ offset: true, error: '时刻格式应为ISO 8601，如2018-09-20T15:20:00+08:00' }),
      }),
      responses: { 200: clockSchema.extend({ cases: positions }) },
      handler: async ({ body, user }) => {
        requireRole(user, ['systemAdmin', 'commandDirector'], '调整演练时钟');
        const cases = await clock.moveTo(Date.parse(body.to));
        return { status: 200, body: { ...clock.reading(), cases } };
      },
    }),
  ];
}

const dates = z.array(z.string().max(10)).max(366);

/** What a notice can contain is the Rule's to say; here its objection becomes a field error. */
const calendarChangeSchema = z
  .strictObject({
    region: z.string().max(40),
    year: z.number().int('年份应为整数'),
    off: dates,
    makeup: dates,
    notice: z.string().trim().min(1, '请填写依据的通知').max(2_000),
  })
  .check((context) => {
    try {
      checkCalendarYear(context.value);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: context.value });
    }
  });

const workdaysSchema = z.number().int('应为整数').min(1, '至少1个工作日').max(250, '至多250个工作日');
const settingsChangeSchema = z.strictObject({
  correctionMode: z.enum(['restart', 'pause', 'none'], { error: '补正方式应为 restart、pause 或 none' }).optional(),
  'HR-01': workdaysSchema.optional(),
  'HR-02': workdaysSchema.optional(),
  'HR-03': workdaysSchema.optional(),
  'HR-04': workdaysSchema.optional(),
  'HR-05': workdaysSchema.optional(),
  'HR-06': workdaysSchema.optional(),
  'HR-07': workdaysSchema.optional(),
  'HR-08': workdaysSchema.optional(),
  'HR-09': workdaysSchema.optional(),
  'HR-10': workdaysSchema.optional(),
  'HR-12': workdaysSchema.optional(),
});

function settingsChange(given: z.infer<typeof settingsChangeSchema>): Partial<Omit<Settings, 'version'>> {
  const { correctionMode, ...workdays } = given;
  const set = Object.fromEntries(Object.entries(workdays).filter(([, days]) => days !== undefined));
  return {
    ...(correctionMode === undefined ? {} : { correctionMode }),
    ...(Object.keys(set).length === 0 ? {} : { workdays: set as unknown as Settings['workdays'] }),
  };
}

const approvalBody = z.strictObject({ proposal: z.string().max(64).optional() });

function changeRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  const person = ({ sub, name, court }: PersonUser) => ({ sub, name, court });
  const at = () => toInstant(clock.now());
  const propose = (kind: 'calendar' | 'settings', summary: string, body: z.ZodType): Route =>
    defineRoute({
      method: 'post',
      path: `/commands/${kind}.propose`,
      operationId: `${kind}.propose`,
      summary,
      tags: ['changes'],
      security: 'user',
      body,
      responses: { 201: z.object({ proposal: z.string() }) },
      handler: async ({ body: given, user }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        const change =
          kind === 'calendar'
            ? { kind, year: given as z.infer<typeof calendarChangeSchema> }
            : { kind, settings: settingsChange(given as z.infer<typeof settingsChangeSchema>) };
        return { status: 201, body: await changes.propose(change, person(user), at()) };
      },
    });
  const approve = (kind: 'calendar' | 'settings', summary: string): Route =>
    defineRoute({
      method: 'post',
      path: `/commands/${kind}.approve`,
      operationId: `${kind}.approve`,
      summary,
      tags: ['changes'],
      security: 'user',
      body: approvalBody,
      responses: { 200: z.object({ version: z.number(), cases: positions }) },
      handler: async ({ body: { proposal }, user }) => {
        requireRole(user, ['commandDirector'], '批准变更', HIGH_COURT);
        return { status: 200, body: await changes.approve(kind, proposal, person(user), at()) };
      },
    });
  return [
    propose('calendar', '提出一个年度的放假安排（须另一人批准）', calendarChangeSchema),
    approve('calendar', '批准并公布放假安排，重新计算在办案件的期限'),
    propose('settings', '提出内部规则（非法定）的变更（须另一人批准）', settingsChangeSchema),
    approve('settings', '批准内部规则的变更，自此后的新案件适用'),
    defineRoute({
      method: 'get',
      path: '/installation/context',
      operationId: 'readInstallationContext',
      summary: '新案件适用的内部规则与已公布日历',
      tags: ['changes'],
      security: 'user-or-service',
      responses: { 200: installationContextSchema },
      handler: async () => ({ status: 200, body: await changes.context() }),
    }),
  ];
}

/** `GET /field/:caseId`: plan, records and credentials, the command centre's part of a case. */
function fieldRoute(service: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/field/:caseId',
    operationId: 'readField',
    summary: '工作方案、现场记录与执行人员证件',
    tags: ['field'],
    security: 'user',
    params: caseIdParams,
    query: afterQuery,
    responses: {
      200: z
        .object({
          caseId: z.string(),
          plan: z.looseObject({ version: z.number() }).nullable(),
          records: z.array(z.looseObject({ number: z.number() })),
          credentials: z.array(z.looseObject({ name: z.string() })),
        })
        .meta({ id: 'FieldFile' }),
    },
    handler: async ({ params, query, user }) => {
      const { state } = await readCase(service, user, params.caseId, query.after);
      const { plan, records, credentials } = state;
      return {
        status: 200,
        body: {
          caseId: params.caseId,
          plan: plan && { ...plan },
          records: records.map((record) => ({ ...record })),
          credentials: credentials.map((credential) => ({ ...credential })),
        },
      };
    },
  });
}

export function commandCenterRoutes(service: CaseService, clock: RehearsalClock, changes: Changes): Route[] {
  return [
    ...commandRoutes(ownedCommands('command-center'), service),
    ...clockRoutes(clock),
    ...changeRoutes(changes, clock),
    fieldRoute(service),
    caseViewRoute(service),
    rebuildRoute(service.cases),
  ];
}
