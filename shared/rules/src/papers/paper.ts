import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';

/**
 * The application, the annex decision and its companions, and what supervision sends out (Arts. 14, 16); DISPATCH of parties' papers is no part of the
 * Rule (Art. 5: the executing court's own).
 */
export type PaperKind =
  | 'APPLICATION'
  | 'DECISION'
  | 'REFUSAL_NOTICE'
  | 'CORRECTION_NOTICE'
  | 'SELF_EXECUTION_NOTICE'
  | 'PLAN'
  | 'INSTRUCTION'
  | 'CORRECTION_ORDER'
  | 'CLOSING_REPORT'
  | 'PARTICIPANTS_NOTICE'
  | 'REVOCATION_NOTICE'
  | 'DESIGNATION_NOTICE'
  | 'EXEMPTION_STATEMENT'
  | 'BULLETIN';

export const PAPER_TITLES: Readonly<Record<PaperKind, string>> = {
  APPLICATION: '协同执行申请书',
  DECISION: '协同执行决定书',
  REFUSAL_NOTICE: '不予协同执行通知书',
  CORRECTION_NOTICE: '补正通知书',
  SELF_EXECUTION_NOTICE: '自行执行告知书',
  PLAN: '协同执行工作方案',
  INSTRUCTION: '指令书',
  CORRECTION_ORDER: '纠正通知书',
  CLOSING_REPORT: '办结报告',
  PARTICIPANTS_NOTICE: '变更协同执行法院通知书',
  REVOCATION_NOTICE: '撤销协同执行通知书',
  DESIGNATION_NOTICE: '指定协同执行通知书',
  EXEMPTION_STATEMENT: '不予协同说明',
  BULLETIN: '协同执行工作半年通报',
};

/** Only the decision has a form in the Rule's annex. */
export const OWN_FORM_NOTE = '本样式为本系统自拟，附件未规定';

/** Raised whenever the words, the order or the setting of a form change: a paper says by which version it was made. */
export const TEMPLATE_VERSIONS: Readonly<Record<PaperKind, string>> = {
  APPLICATION: 'own/2',
  DECISION: 'annex-2018/2',
  REFUSAL_NOTICE: 'own/2',
  CORRECTION_NOTICE: 'own/2',
  SELF_EXECUTION_NOTICE: 'own/2',
  PLAN: 'own/3',
  INSTRUCTION: 'own/2',
  CORRECTION_ORDER: 'own/2',
  CLOSING_REPORT: 'own/2',
  PARTICIPANTS_NOTICE: 'own/2',
  REVOCATION_NOTICE: 'own/2',
  DESIGNATION_NOTICE: 'own/2',
  EXEMPTION_STATEMENT: 'own/2',
  BULLETIN: 'own/2',
};

/** What a paragraph is in the paper; its look follows from it and is the renderers' affair. */
export type BlockRole =
  'court' | 'title' | 'number' | 'addressee' | 'body' | 'heading' | 'date' | 'copies' | 'signature' | 'note' | SentRole;

/** What only a paper under a letterhead (GB/T 9704) has: the head itself, what issue it is, its title, the list of annexes. */
export type SentRole = 'letterhead' | 'issue' | 'headline' | 'annexes';

export interface Block {
  role: BlockRole;
  text: string;
}

/** A table of an annex; where it goes over a page its head is repeated. */
export interface PaperTable {
  caption: string;
  /** Head of each column. The first column says what a row is of. */
  columns: string[];
  /** As many cells as there are columns. */
  rows: string[][];
  /** The last row, set off from the others. */
  total: string[] | null;
}

/** Bars side by side: of each row one for every series. Whole numbers from nought. */
export interface PaperChart {
  caption: string;
  series: string[];
  rows: { label: string; values: number[] }[];
}

/** What follows the signed text on pages of its own. */
export interface PaperAnnex {
  title: string;
  parts: ({ table: PaperTable } | { chart: PaperChart })[];
}

/** No real seal ships with the system: a court's e-seal is put on by the court's own seal service. */
export const SAMPLE_SEAL = '样章·非正式';

export type Watermark = 'DRAFT' | 'REHEARSAL' | 'DEMO' | 'MASKED';

export const WATERMARK_WORDS: Readonly<Record<Watermark, string>> = {
  DRAFT: '草稿 未签发',
  REHEARSAL: '演练 不具效力',
  DEMO: '演示数据 不具效力',
  MASKED: '副本 已隐名处理',
};

/** One paper, complete: both the DOCX and the PDF are made of this and of nothing else. */
export interface Paper {
  kind: PaperKind;
  title: string;
  number: string;
  /** In whose name the paper is made. */
  court: CourtCode;
  courtName: string;
  addressee: CourtCode | null;
  date: LocalDate;
  /** The instant of the act, which dates the files: the same act gives the same bytes. */
  at: Instant;
  blocks: Block[];
  /** Absent where there is none. */
  annexes?: PaperAnnex[];
  seal: { courtName: string; words: string };
  watermark: Watermark | null;
  templateVersion: string;
  /** Null for the annex's form. */
  formNote: string | null;
  /** What somebody should look at before the paper goes out, in Chinese. */
  warnings: string[];
  /** Printed with a QR code, so that whoever holds the paper can check it; absent in drafts. */
  verificationCode?: string;
}
