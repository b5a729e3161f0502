import { assessmentSchemas as schemas } from '@xiezhi/contracts';
import { assessedCourt, checkIndicator, checkQuotaYear, toInstant } from '@xiezhi/rules';
import type { AssessmentAct, CourtCode, LocalDate } from '@xiezhi/rules';
import { audited, commandIdOf, readerOf } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { ruled, personOf } from '../routes/access';
import type { Request } from './records';
import type { AssessmentRouteDeps } from './routes';

interface Act {
  /** The court it is about, under its code of the day. */
  court: CourtCode;
  today: LocalDate;
  request: Request;
}

const versionSchema = z
  .object({ court: z.string(), version: z.number().describe('第几版（次）') })
  .meta({ id: 'AssessmentAnswer' });

/** The commands of Art. 15. Each is one write under a key of its own; a refused one is on the audit trail. */
export function assessmentCommandRoutes({ assessment, clock, audit }: AssessmentRouteDeps): Route[] {
  const command = <S extends z.ZodType<object>>(
    type: AssessmentAct,
    schema: S,
    summary: string,
    work: (body: z.output<S>, act: Act) => Promise<{ version: number }>,
  ): Route =>
    defineRoute({
      method: 'post',
      path: `/commands/${type}`,
      operationId: type,
      summary,
      tags: ['assessment'],
      security: 'user',
      idempotency: 'required',
      body: schema,
      responses: { 200: versionSchema },
      handler: async ({ body, user, idempotencyKey }) => {
        const about = { user, command: type, at: new Date().toISOString() };
        const { court, version } = await audited(audit, about, async () => {
          const act = await actOf(type, body, user, idempotencyKey);
          return { court: act.court, ...(await work(body as z.output<S>, act)) };
        });
        return { status: 200, body: { court, version } };
      },
    });

  async function actOf(type: AssessmentAct, body: object, user: PersonUser, key: string): Promise<Act> {
    const at = toInstant(await clock.now());
    const today = at.slice(0, 10);
    const about = 'court' in body && typeof body.court === 'string' ? body.court : undefined;
    const court = ruled(() => assessedCourt(type, readerOf(user), today, about));
    return { court, today, request: { by: personOf(user), at, key: commandIdOf(user.sub, key) } };
  }

  return [
    command(
      'quota.set',
      schemas['quota.set'],
      '确定本院年度协同执行案件数量（第十五条第一款），须院长批准；再次确定为下一版',
      (body, { court, today, request }) => {
        ruled(() => checkQuotaYear(body.year, today));
        return assessment.quotas.set({ ...body, court }, request);
      },
    ),
    command('quota.approve', schemas['quota.approve'], '批准本院年度协同执行案件数量', (body, { court, request }) =>
      assessment.quotas.approve({ ...body, court }, request),
    ),
    command(
      'indicator.report',
      schemas['indicator.report'],
      '填报“三个90%”等指标；再次填报替代前一次并保留前一次',
      (body, { court, today, request }) => {
        ruled(() => checkIndicator(body, today));
        return assessment.reports.indicator({ ...body, court }, request);
      },
    ),
    command('staff.set', schemas['staff.set'], '填报法院的执行人员数，自起算日期起有效', (body, { court, request }) =>
      assessment.reports.staff({ ...body, court }, request),
    ),
  ];
}
