import { doctorReportSchema } from '@xiezhi/contracts';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { FAULTS } from './diagnosis';
import type { Doctor } from './doctor';
import type { Findings } from './findings';

/** What the doctor has found, for the system's own parts and `npm run doctor`. */
export function doctorRoutes(doctor: Doctor, findings: Findings): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/doctor',
      operationId: 'doctorReport',
      summary: '流程自检：正在进行的检查、上次结果、发现的问题',
      tags: ['doctor'],
      security: 'service',
      quiet: true,
      responses: { 200: doctorReportSchema },
      handler: async () => {
        const found = (await findings.list()).map((each) => ({ ...each, title: FAULTS[each.kind] }));
        return { status: 200, body: { ...doctor.report, findings: found } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/doctor/examinations',
      operationId: 'examineAll',
      summary: '逐件核对全部未结案件的流程与案件记录',
      tags: ['doctor'],
      security: 'service',
      responses: { 202: z.object({ number: z.number() }) },
      handler: () => ({ status: 202, body: { number: doctor.ask() } }),
    }),
  ];
}
