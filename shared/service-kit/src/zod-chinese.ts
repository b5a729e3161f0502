import { z } from 'zod';

const localised = z.locales.zhCN().localeError;

const typeNames: Record<string, string> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: '是或否（true/false）',
  array: '列表',
  object: '对象',
  record: '对象',
  date: '日期',
  null: '空值',
};

const formatNames: Record<string, string> = {
  date: '日期（YYYY-MM-DD）',
  datetime: '带时区的日期时间（如 2018-09-20T15:20:00+08:00）',
  time: '时间',
  email: '电子邮件地址',
  url: '网址',
  uuid: 'UUID',
};

/** Zod error map whose sentences a court user can read; use it per parse (`{ error: chineseError }`), never globally. */
export const chineseError: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return '必填';
      return `应为${typeNames[issue.expected] ?? issue.expected}`;
    }
    case 'too_small': {
      const least = issue.minimum.toString();
      if (issue.origin === 'string') return issue.minimum === 1 ? '不能为空' : `至少 ${least} 个字符`;
      if (issue.origin === 'array' || issue.origin === 'set') return `至少 ${least} 项`;
      return issue.inclusive ? `不得小于 ${least}` : `应大于 ${least}`;
    }
    case 'too_big': {
      const most = issue.maximum.toString();
      if (issue.origin === 'string') return `最多 ${most} 个字符`;
      if (issue.origin === 'array' || issue.origin === 'set') return `最多 ${most} 项`;
      return issue.inclusive ? `不得大于 ${most}` : `应小于 ${most}`;
    }
    case 'invalid_format':
      return `格式不正确${formatNames[issue.format] ? `，应为${formatNames[issue.format]}` : ''}`;
    case 'invalid_value':
      return issue.input === undefined ? '必填' : `应为下列之一：${issue.values.map(String).join('、')}`;
    case 'unrecognized_keys':
      return `不认识的字段：${issue.keys.map((key) => key.toWellFormed().slice(0, 40)).join('、')}`;
    case 'invalid_union':
      return issue.input === undefined ? '必填' : '不符合任何一种允许的写法';
    default:
      return localised(issue);
  }
};

/** One remark on one field; `path` as in `grounds[0].code`, with `query.`, `path.` or `header.` in front outside the body. */
export interface FieldError {
  path: string;
  message: string;
}

/** @param place `body`, or where else the value stood; body fields are named without it */
export function fieldErrors(error: z.ZodError, place: 'body' | 'query' | 'path' | 'header'): FieldError[] {
  return error.issues.map((issue) => ({ path: pathOf(issue.path, place), message: issue.message }));
}

/** A field's name as a remark gives it. */
export function pathOf(path: readonly PropertyKey[], place: string): string {
  let text = place === 'body' ? '' : place;
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text === '' ? place : text;
}
