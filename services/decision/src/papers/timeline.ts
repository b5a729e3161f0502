import type { CaseDocument } from '@xiezhi/service-kit';
import {
  articleName,
  courtByCode,
  DEADLINE_STATUS_TITLES,
  DEADLINE_TITLES,
  EVENT_TITLES,
  maskName,
  ROLE_TITLES,
  STATUS_TITLES,
} from '@xiezhi/rules';
import type { EventType } from '@xiezhi/rules';

type Timeline = CaseDocument['timeline'];

/** A text that begins like a formula would be run by the spreadsheet of whoever opens it. */
const literal = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const roleTitle = (role: string): string =>
  (ROLE_TITLES as Record<string, string>)[role] ?? (role === 'clock' ? '期限' : role);

export interface TimelineOptions {
  caseId: string;
  state: CaseDocument['state'];
  timeline: Timeline;
  masked: boolean;
  /** Dates the file. */
  at: Date;
}

/** 时间线 and 期限 of a case as a workbook. Times are Asia/Shanghai, as text, so that no machine shifts them. */
export async function timelineWorkbook({ caseId, state, timeline, masked, at }: TimelineOptions): Promise<Buffer> {
  // Only when somebody wants a file: loading it is a good part of this service's start.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Xiezhi';
  workbook.created = at;
  workbook.modified = at;
  const court = (code: string | null, on: string) => (code === null ? '' : (courtByCode(code, on)?.name ?? code));
  const sheet = workbook.addWorksheet('时间线', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [
    { header: '序号', key: 'seq', width: 8 },
    { header: '时间', key: 'at', width: 22 },
    { header: '事项', key: 'title', width: 28 },
    { header: '代码', key: 'type', width: 28 },
    { header: '法院', key: 'court', width: 34 },
    { header: '岗位', key: 'role', width: 16 },
    { header: '姓名', key: 'name', width: 12 },
  ];
  for (const item of timeline) {
    sheet.addRow({
      seq: item.seq,
      at: item.at.slice(0, 19).replace('T', ' '),
      title: EVENT_TITLES[item.type as EventType] ?? item.type,
      type: item.type,
      court: court(item.court, item.at.slice(0, 10)),
      role: roleTitle(item.role),
      name: literal(masked && item.name ? maskName(item.name) : (item.name ?? '')),
    });
  }
  const deadlines = workbook.addWorksheet('期限', { views: [{ state: 'frozen', ySplit: 1 }] });
  deadlines.columns = [
    { header: '期限', key: 'kind', width: 18 },
    { header: '依据', key: 'authority', width: 22 },
    { header: '承担法院', key: 'court', width: 34 },
    { header: '起算日', key: 'startedOn', width: 12 },
    { header: '工作日数', key: 'workdays', width: 10 },
    { header: '届满日', key: 'due', width: 12 },
    { header: '暂定', key: 'provisional', width: 8 },
    { header: '状态', key: 'status', width: 12 },
    { header: '完成日', key: 'doneOn', width: 12 },
  ];
  for (const deadline of state.deadlines) {
    const { kind, authority, startedOn, workdays, due, provisional, status, doneOn } = deadline;
    deadlines.addRow({
      kind: DEADLINE_TITLES[kind],
      authority: authority.startsWith('HR-')
        ? `${authority}（设置，不是法律规定）`
        : authority.replace(/^Art\. (\d+)$/, (_, article) => `《细则》${articleName(Number(article))}`),
      court: court(deadline.court, startedOn),
      startedOn,
      workdays: workdays ?? '',
      due,
      provisional: provisional ? '是' : '',
      status: DEADLINE_STATUS_TITLES[status],
      doneOn: doneOn ?? '',
    });
  }
  workbook.title = `${caseId} ${STATUS_TITLES[state.status]}`;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
