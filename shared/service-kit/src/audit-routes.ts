import { auditPageSchema, auditVerificationSchema } from '@xiezhi/contracts/views';
import type { AuditEntryView } from '@xiezhi/contracts/views';
import { z } from 'zod';
import type { AuditTrail } from './audit';
import type { PersonUser } from './auth';
import { defineRoute, type Route } from './http/route';
import { Problem } from './problem';

type Readable = Pick<AuditTrail, 'last' | 'verify'> & {
  read(from: number, limit: number): Promise<{ seq: number }[]>;
};

function byToken({ roles }: PersonUser): void {
  if (!roles.includes('auditAdmin')) throw new Problem('FORBIDDEN', '审计记录只能由审计管理员查阅。');
}

/**
 * What an audit administrator asks of a trail (三员分立): to read it, and whether its chain holds.
 * @param requireAuditor throws Problem FORBIDDEN for anybody else
 */
export function auditRoutes(audit: Readable, requireAuditor: (user: PersonUser) => unknown = byToken): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/audit',
      operationId: 'readAudit',
      summary: '审计记录（审计管理员）',
      description: '按序号连续，每条载有前一条的 SM3 摘要。',
      tags: ['audit'],
      security: 'user',
      query: z.object({
        from: z.coerce.number().int().min(1).default(1),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
      responses: { 200: auditPageSchema },
      handler: async ({ user, query }) => {
        await requireAuditor(user);
        const [entries, last] = await Promise.all([audit.read(query.from, query.limit), audit.last()]);
        return { status: 200, body: { entries: entries as AuditEntryView[], last } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/audit/verification',
      operationId: 'verifyAudit',
      summary: '核对审计记录的摘要链（审计管理员）',
      tags: ['audit'],
      security: 'user',
      cost: 60,
      responses: { 200: auditVerificationSchema },
      handler: async ({ user }) => {
        await requireAuditor(user);
        return { status: 200, body: await audit.verify() };
      },
    }),
  ];
}
