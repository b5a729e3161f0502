import type { CaseDocument } from '@xiezhi/case-kit';
import {
  articleName,
  courtByCode,
  DEADLINE_STATUS_TITLES,
  DEADLINE_TITLES,
  EVENT_TITLES,
  maskName,
  ROLE_TITLES,
} from '@xiezhi/rules';
import type { EventType } from '@xiezhi/rules';
import { workbookBytes, type Cell } from '@xiezhi/workbook';

type Timeline = CaseDocument['timeline'];

const roleTitle = (role: string): string =>
  (ROLE_TITLES as Record<string, string>)[role] ?? (role === 'clock' ? '期限' : role);

export interface TimelineOptions {
  state: CaseDocument['state'];
  timeline: Timeline;
  masked: boolean;
  /** Dates the file. */
  at: Date;
}

const columns = (...heads: readonly (readonly [header: string, width: number])[]) =>
  heads.map(([header, width]) => ({ header, width }));

const TIMELINE = columns(
  ['序号', 8],
  ['时间', 22],
  ['事项', 28],
  ['代码', 28],
  ['法院', 34],
  ['岗位', 16],
  ['姓名', 12],
);

const DEADLINES = columns(
  ['期限', 18],
  ['依据', 22],
  ['承担法院', 34],
  ['收到日', 12],
  ['工作日数', 10],
  ['届满日', 12],
  ['暂定', 8],
  ['状态', 12],
  ['完成日', 12],
);

const courtOf = (code: string | null, on: string) => (code === null ? '' : (courtByCode(code, on)?.name ?? code));

const timelineRow = (item: Timeline[number], masked: boolean): Cell[] => [
  item.seq,
  item.at.slice(0, 19).replace('T', ' '),
  EVENT_TITLES[item.type as EventType] ?? item.type,
  item.type,
  courtOf(item.court, item.at.slice(0, 10)),
  roleTitle(item.role),
  masked && item.name ? maskName(item.name) : (item.name ?? ''),
];

function deadlineRow(deadline: CaseDocument['state']['deadlines'][number]): Cell[] {
  const { kind, authority, startedOn, workdays, due, provisional, status, doneOn } = deadline;
  return [
    DEADLINE_TITLES[kind],
    authority.startsWith('HR-')
      ? `${authority}（设置，不是法律规定）`
      : authority.replace(/^Art\. (\d+)$/, (_, article) => `《细则》${articleName(Number(article))}`),
    courtOf(deadline.court, startedOn),
    startedOn,
    workdays,
    due,
    provisional ? '是' : '',
    DEADLINE_STATUS_TITLES[status],
    doneOn,
  ];
}

/** 时间线 and 期限 of a case as a workbook. Times are Asia/Shanghai, as text, so that no machine shifts them. */
export function timelineWorkbook({ state, timeline, masked, at }: TimelineOptions): Promise<Buffer> {
  return workbookBytes(
    [
      { name: '时间线', columns: TIMELINE, rows: timeline.map((item) => timelineRow(item, masked)) },
      { name: '期限', columns: DEADLINES, rows: state.deadlines.map(deadlineRow) },
    ],
    { at },
  );
}
