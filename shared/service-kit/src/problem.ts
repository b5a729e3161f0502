import type { FieldError } from './zod-chinese';

/** Every code a service may answer with: HTTP status and Chinese title. The first block is the contract's refusal codes. */
export const PROBLEMS = {
  VALIDATION: { status: 400, title: '提交的内容不符合要求' },
  FORBIDDEN: { status: 403, title: '无权办理此事项' },
  NOT_FOUND: { status: 404, title: '没有找到' },
  NOT_ALLOWED_IN_STATE: { status: 409, title: '案件当前阶段不能办理此事项' },
  CASE_NUMBER_INVALID: { status: 422, title: '案号不正确' },
  CASE_TYPE_NOT_ELIGIBLE: { status: 422, title: '该类案件不适用协同执行' },
  COURT_UNKNOWN: { status: 422, title: '没有这个法院' },
  GROUND_REQUIRED: { status: 422, title: '应当写明协同执行事由' },
  ROUTE_NOT_AVAILABLE: { status: 422, title: '不能循此途径提出' },
  ACTIVE_COLLABORATION_EXISTS: { status: 409, title: '该执行案件已有在办的协同执行' },
  PARTICIPANT_OUTSIDE_JURISDICTION: { status: 422, title: '参与法院不在本辖区' },
  REFUSAL_NOT_ALLOWED: { status: 422, title: '依规定不得不予批准' },
  SAME_PERSON: { status: 422, title: '不得由同一人办理' },
  OVERDUE_REASON_REQUIRED: { status: 422, title: '逾期决定应当说明理由' },
  PLAN_SECTION_MISSING: { status: 422, title: '方案缺少必备内容' },
  MINUTES_REQUIRED: { status: 422, title: '应当附会议记录' },
  DECISION_NOT_SERVED: { status: 422, title: '决定书尚未送达' },
  VERSION_CONFLICT: { status: 409, title: '内容已被他人修改' },
  CLOCK_AHEAD: { status: 503, title: '服务器时间不准，暂时不能办理' },

  UNAUTHENTICATED: { status: 401, title: '请先登录' },
  METHOD_NOT_ALLOWED: { status: 405, title: '不支持这种请求方式' },
  CONFLICT_IN_PROGRESS: { status: 409, title: '同一请求正在办理' },
  TOO_MANY_REQUESTS: { status: 429, title: '请求过于频繁' },
  INTERNAL: { status: 500, title: '系统内部错误' },
  UNAVAILABLE: { status: 503, title: '系统暂时不可用' },
  STORAGE_FULL: { status: 507, title: '系统磁盘已满' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** True for a code of the table, for codes that come from outside (a workflow's refusal, another service's answer). */
export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEMS, code);
}

export interface ProblemOptions {
  errors?: readonly FieldError[];
  /** Seconds after which it is worth trying again (Retry-After). */
  retryAfter?: number;
  /** Further members of the answer; the standard ones cannot be replaced. */
  extra?: Record<string, unknown>;
  /** Where HTTP has a closer status than the table (413, 415). */
  status?: number;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** RFC 9457, as sent. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  instance: string;
  errors?: readonly FieldError[];
  [extra: string]: unknown;
}

/** A refusal or failure that is answered as application/problem+json. `detail` is Chinese, for the person who asked. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly extra: Record<string, unknown> | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(code: ProblemCode, detail?: string, options: ProblemOptions = {}) {
    super(
      `${code}: ${detail ?? PROBLEMS[code].title}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.detail = detail ?? PROBLEMS[code].title;
    this.status = options.status ?? PROBLEMS[code].status;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
    this.extra = options.extra;
    this.headers = options.headers;
  }

  /** @param requestId identifies the occurrence; also in the log lines of the request */
  toBody(requestId: string): ProblemBody {
    return {
      ...this.extra,
      type: `urn:xiezhi:problem:${this.code}`,
      title: PROBLEMS[this.code].title,
      status: this.status,
      code: this.code,
      detail: this.detail,
      instance: `urn:xiezhi:request:${requestId}`,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}
