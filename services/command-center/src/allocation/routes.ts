import { asksForAdvice, checkAdviceAsked, courtInText, isLocalDate, SETTING_NOTE, toInstant } from '@xiezhi/rules';
import type { Advice } from '@xiezhi/rules';
import { adviceSchema } from '@xiezhi/contracts';
import { allocationAdviceSchema } from '@xiezhi/contracts/views';
import type { AllocationAdvice } from '@xiezhi/contracts/views';
import { readerOf } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { ruled } from '../routes/access';
import type { Advised, Allocation, AdviceAsked } from './allocation';

const COST = 5;
const tags = ['allocation'];

const court = (of: string) =>
  z
    .string()
    .min(1, `请填写${of}`)
    .max(20)
    .transform((text) => courtInText(text) ?? text)
    .describe(`${of}代字`);
const query = z.object({
  executing: court('执行法院'),
  deciding: court('决定法院'),
  on: z.string().refine(isLocalDate, 'on应为有效日期').optional().describe('截至这一天；默认今日'),
});

const figuresOf = ({ court: code, km, pending, lent30, warnings: warned, reasons }: Advice) => ({
  ...{ court: code, km, pending, lent30, warnings: [...warned] },
  reasons: [...reasons] as [string, string],
});

function answerOf(question: AdviceAsked, { courts, weights, farKm }: Advised): AllocationAdvice {
  const others = courts.filter(({ score }) => score === null);
  return {
    ...question,
    ranking: courts.flatMap((one) => {
      const { officers, load, score } = one;
      return officers === null || load === null || score === null ? [] : [{ ...figuresOf(one), officers, load, score }];
    }),
    unranked: others.map(({ court: code }) => code),
    others: others.map(figuresOf),
    settings: { note: SETTING_NOTE, farKm, weights },
  };
}

export interface AllocationRouteDeps {
  allocation: Allocation;
  clock: { now(): Promise<number> };
}

/** Advice whom to draft (Art. 5 (2), (3)): for people who choose, and for the service that keeps it with a decision. */
export function allocationRoutes({ allocation, clock }: AllocationRouteDeps): Route[] {
  const checked = async (courts: Omit<AdviceAsked, 'on'>, on: string | undefined): Promise<AdviceAsked> => {
    const today = toInstant(await clock.now()).slice(0, 10);
    const question = { ...courts, on: on ?? today };
    ruled(() => checkAdviceAsked(question, today));
    return question;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/allocation',
      operationId: 'readAllocation',
      summary:
        '调用哪些法院的建议（第五条第二、三项）：按距离、人均未结案件、近三十日被抽调次数排列，说明理由，由人决定',
      tags,
      security: 'user',
      cost: COST,
      query,
      responses: { 200: allocationAdviceSchema },
      handler: async ({ query: { on, ...courts }, user }) => {
        const question = await checked(courts, on);
        if (!asksForAdvice(readerOf(user), question.deciding, question.on)) {
          throw new Problem('FORBIDDEN', '当前账号无权查看该院调用法院的建议。');
        }
        return { status: 200, body: answerOf(question, await allocation.advise(question)) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/allocation/kept',
      operationId: 'adviseDecision',
      summary: '随决定留存的建议（供本系统的服务）',
      tags,
      security: 'service',
      query,
      responses: { 200: adviceSchema },
      handler: async ({ query: { on, ...courts } }) => {
        return { status: 200, body: { advised: await allocation.kept(await checked(courts, on)) } };
      },
    }),
  ];
}
