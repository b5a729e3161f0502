import { filePapersSchema } from '@xiezhi/contracts/views';
import { afterQuery } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { SupervisionFiles } from './files';
import { FORMATS } from './register';
import type { PaperRegister } from './register';
import { paperFileAnswer, paperIdSchema, printable } from './routes';
import { NOT_ENDED, paperView } from './views';

export interface FileDeps {
  files: Pick<SupervisionFiles, 'requireReadable'>;
  register: PaperRegister;
}

/** The paper that holds today, whatever its number. */
const NEWEST = 'newest';

const fileId = z.string().regex(/^[a-z0-9-]{3,80}$/, '文件编号格式不正确');

/** The papers of hits and bulletins, as the routes beside these give those of collaborations. */
export function fileRoutes({ files, register }: FileDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/files/:fileId/papers',
      operationId: 'listFilePapers',
      summary: '扫描结果（第十四条）、半年通报（第十六条）的全部文书：日期、SM3、核验码、是否有效',
      tags: ['papers'],
      security: 'user',
      params: z.object({ fileId }),
      query: afterQuery,
      responses: { 200: filePapersSchema },
      handler: async ({ params: { fileId: file }, query: { after }, user }) => {
        await files.requireReadable(file, user, after);
        const records = await Promise.all((await register.ofCase(file)).map((record) => register.issue(record)));
        return { status: 200, body: { file, papers: records.map((one) => paperView(one, records, NOT_ENDED)) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/files/:fileId/papers/:paperId',
      operationId: 'readFilePaper',
      summary: '扫描结果、半年通报的一份文书的文件（PDF或者DOCX）',
      tags: ['papers'],
      security: 'user',
      params: z.object({ fileId, paperId: z.union([z.literal(NEWEST), paperIdSchema]).describe('newest 为最新一份') }),
      query: z.object({ format: z.enum(FORMATS).default('pdf') }),
      responses: { 200: { description: '文书文件', contentType: 'application/octet-stream' } },
      handler: async ({ params: { fileId: file, paperId }, query: { format }, user }) => {
        await files.requireReadable(file, user);
        const found = paperId === NEWEST ? (await register.ofCase(file)).at(-1) : await register.find(file, paperId);
        return paperFileAnswer(register, printable(found ?? null), format);
      },
    }),
  ];
}
