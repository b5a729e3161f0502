import JSZip from 'jszip';
import type { LedgerEntry } from '@xiezhi/contracts';
import { parseInstant, seesLeads } from '@xiezhi/rules';
import { verifyChain } from '@xiezhi/chain';
import { caseIdParams, readCase, readerOf } from '@xiezhi/case-kit';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { maskPaper } from '@xiezhi/rules';
import { z } from 'zod';
import { FORMATS } from './register';
import type { PaperRecord } from './register';
import { fileHeaders, maskingOf } from './routes';
import type { PaperDeps } from './routes';
import { timelineWorkbook } from './timeline';
import { paperView } from './views';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A name that every file system takes. */
const fileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/g, '_').slice(0, 120);

async function ledgerOf({ ledger }: CaseService, caseId: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (;;) {
    const page = await ledger.entries(caseId, entries.length + 1);
    if (page.length === 0) return entries;
    entries.push(...page);
  }
}

const FAULTS = {
  MISSING: '缺少记录或者次序不对',
  BROKEN_LINK: '与前一条记录不相连',
  CONTENT_CHANGED: '内容与哈希不符',
} as const;

/** What the verifier says of the record, in words; the record itself can be checked again with `npm run verify-ledger`. */
export function proofOf(entries: readonly LedgerEntry[]): string {
  const fault = verifyChain(entries);
  const last = entries.at(-1);
  return [
    fault
      ? `校验结果：不符。第${fault.seq}条${FAULTS[fault.fault]}。`
      : `校验结果：完整。共${entries.length}条记录，序号连续，逐条相连，内容与哈希一致。`,
    `末条序号：${last?.seq ?? 0}`,
    `末条哈希（SM3）：${last?.hash ?? ''}`,
    '校验方法：每条记录的哈希为SM3（前一条哈希 + 本条规范化JSON）。可用 npm run -s verify-ledger -- 案件记录.json 离线复核。',
    '末尾是否被截去，须以另行保存的末条哈希比对。',
    '',
  ].join('\n');
}

function listOf(records: readonly PaperRecord[], { state }: CaseDocument, masked: boolean): string {
  const lines = records.map((record, index) => {
    const { title, number, date, standingTitle, sm3, code, reason } = paperView(record, records, state);
    const hashes = masked || !sm3 ? '' : `\n   PDF  ${sm3.pdf}\n   DOCX ${sm3.docx}\n   核验码 ${code}`;
    return `${index + 1}. ${title} ${number ?? ''} ${date ?? ''} ${standingTitle}${reason ? `：${reason}` : ''}${hashes}`;
  });
  return `${masked ? '隐名副本，不附案件记录。\n' : ''}卷内文书（SM3）\n${lines.join('\n')}\n`;
}

/** Papers that exist, in order, each in both forms. */
async function addPapers(zip: JSZip, records: readonly PaperRecord[], state: CaseDocument['state'], options: Options) {
  for (const [index, record] of records.entries()) {
    const { paper } = record;
    if (!paper) continue;
    const name = `文书/${String(index + 1).padStart(2, '0')}_${fileName(`${paper.title}${paper.number}`)}`;
    const masked = options.masked ? await options.render(maskPaper(paper, maskingOf(state))) : null;
    for (const format of FORMATS) {
      const bytes = masked ? masked[format] : await options.register.file(record, format);
      zip.file(`${name}.${format}`, bytes, { date: options.at, createFolders: false });
    }
  }
}

type Options = Pick<PaperDeps, 'register' | 'render'> & { masked: boolean; at: Date };

/** Leads are in it only for who supervises (Art. 13). */
const timelineFor = ({ timeline }: CaseDocument, leads: boolean): CaseDocument['timeline'] =>
  leads ? timeline : timeline.filter(({ type }) => !type.startsWith('lead.'));

export interface CaseFileInput extends Pick<PaperDeps, 'register' | 'render'> {
  document: CaseDocument;
  /** The whole record, for those who may have it; null leaves it out. */
  entries: LedgerEntry[] | null;
  /** Whether the reader supervises (Art. 13), so that leads are in the timeline. */
  leads: boolean;
  masked: boolean;
}

/** 卷宗: all papers, the timeline as a workbook, the record with the verifier's finding, as one ZIP. */
export async function caseFile(input: CaseFileInput): Promise<Buffer> {
  const { register, render, document, entries, leads, masked } = input;
  const { _id: caseId, state } = document;
  const at = new Date(parseInstant(state.lastAt));
  const zip = new JSZip();
  const add = (name: string, content: string | Buffer) => zip.file(name, content, { date: at, createFolders: false });
  const due = await register.ofCase(caseId);
  const records = await Promise.all(due.map((record) => register.issue(record)));
  add('目录.txt', listOf(records, document, masked));
  await addPapers(zip, records, state, { register, render, masked, at });
  add('时间线.xlsx', await timelineWorkbook({ state, timeline: timelineFor(document, leads), masked, at }));
  if (entries && !masked) {
    add('案件记录.json', `${JSON.stringify({ caseId, entries }, null, 1)}\n`);
    add('校验.txt', proofOf(entries));
  }
  // Its parts are compressed already.
  return zip.generateAsync({ type: 'nodebuffer', compression: 'STORE' });
}

/** `GET /collaborations/:caseId/file`: the record with the chain only for those who may export it (Art. 13 leads are in it). */
export function exportFileRoute({ service, register, render }: PaperDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId/file',
    operationId: 'exportCaseFile',
    summary: '卷宗：全部文书、时间线、案件记录及其校验结果（ZIP）；masked=true为隐名副本',
    tags: ['papers'],
    security: 'user',
    params: caseIdParams,
    query: z.object({
      masked: z
        .enum(['true', 'false'])
        .default('false')
        .transform((value) => value === 'true'),
    }),
    responses: { 200: { description: '卷宗', contentType: 'application/zip' } },
    handler: async ({ params: { caseId }, query: { masked }, user }) => {
      const document = await readCase(service, user, caseId, undefined);
      await service.audit.append({
        kind: 'CASE_FILE_EXPORTED',
        at: new Date().toISOString(),
        actor: { court: user.court, name: user.name, sub: user.sub },
        caseId,
        ...(masked ? { message: '隐名副本' } : {}),
      });
      const leads = seesLeads(readerOf(user));
      const entries = leads && !masked ? await ledgerOf(service, caseId) : null;
      const zip = await caseFile({ register, render, document, entries, leads, masked });
      const name = `卷宗${document.state.documentNumber ?? caseId}${masked ? '（隐名）' : ''}`;
      return { status: 200, body: zip, headers: fileHeaders(name, 'zip', 'application/zip') };
    },
  });
}

/** `GET /collaborations/:caseId/timeline`: 时间线 and 期限 as one workbook. */
export function exportTimelineRoute({ service }: PaperDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId/timeline',
    operationId: 'exportTimeline',
    summary: '时间线与期限（XLSX）',
    tags: ['papers'],
    security: 'user',
    params: caseIdParams,
    responses: { 200: { description: '时间线', contentType: XLSX } },
    handler: async ({ params: { caseId }, user }) => {
      const document = await readCase(service, user, caseId, undefined);
      await service.audit.append({
        kind: 'CASE_FILE_EXPORTED',
        at: new Date().toISOString(),
        actor: { court: user.court, name: user.name, sub: user.sub },
        caseId,
        message: '时间线',
      });
      const { state } = document;
      const timeline = timelineFor(document, seesLeads(readerOf(user)));
      const at = new Date(parseInstant(state.lastAt));
      const workbook = await timelineWorkbook({ state, timeline, masked: false, at });
      return {
        status: 200,
        body: workbook,
        headers: fileHeaders(`时间线${state.documentNumber ?? caseId}`, 'xlsx', XLSX),
      };
    },
  });
}
