import { clockSchema, movedClockSchema } from '@xiezhi/contracts/views';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { RehearsalClock } from '../clock';
import { requireRole } from './access';

export function clockRoutes(clock: RehearsalClock): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/clock',
      operationId: 'readClock',
      summary: '法院时钟：演练环境可调整，正式环境即当前时间',
      tags: ['clock'],
      security: 'user-or-service',
      quiet: true,
      responses: { 200: clockSchema },
      handler: async () => ({ status: 200, body: await clock.reading() }),
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
      responses: { 200: movedClockSchema },
      handler: async ({ body, user }) => {
        requireRole(user, ['systemAdmin', 'commandDirector'], '调整演练时钟');
        const cases = await clock.moveTo(Date.parse(body.to));
        return { status: 200, body: { ...(await clock.reading()), cases } };
      },
    }),
  ];
}
