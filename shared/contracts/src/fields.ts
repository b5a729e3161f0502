import {
  EARLIEST_DAY,
  courtInText,
  isLocalDate,
  LONGEST_TEXT,
  parseInstant,
  startOfDay,
  whyUnprintable,
  withNameDots,
} from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { z } from 'zod';

const TEXT_LIMIT = LONGEST_TEXT;
const LINE_LIMIT = 500;

/** What is missing is asked for; what is there in another form is told its form. */
export const wanted = (label: string, otherwise: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined || input === null ? `请填写${label}` : otherwise),
});

/** Refuses here, with the field's name, what no paper could show; a paper is made only when its act is done. */
const printable =
  (label: string, lines: boolean) =>
  ({ value, issues }: z.core.ParsePayload<string>): void => {
    const why = whyUnprintable(value, lines);
    if (why !== null) issues.push({ code: 'custom', message: `${label}${why}`, input: value });
  };

/** No other remark on a text that is too long: what makes it unprintable may be just that. */
const most = (label: string, limit: number) => ({ error: `${label}不超过${limit}字`, abort: true });

const plainLine = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .trim()
    .min(1, `请填写${label}`)
    .max(LINE_LIMIT, most(label, LINE_LIMIT))
    .check(printable(label, false));

/** One line a person types: trimmed, not empty, printable. */
export const line = (label: string) => plainLine(label);

/** One line that may be left empty. */
export const wordOrNothing = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .max(LINE_LIMIT, most(label, LINE_LIMIT))
    .check(printable(label, false));

/** Somebody's name; the dot between its parts is kept as U+00B7. */
export const personName = (label: string) => plainLine(label).overwrite(withNameDots);

export const caseNumberSchema = plainLine('案号');

/** Several lines a person types: trimmed, not empty, printable. */
export const text = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .trim()
    .min(1, `请填写${label}`)
    .max(TEXT_LIMIT, most(label, TEXT_LIMIT))
    .check(printable(label, true));

/** The same, which may be left empty. */
export const textOrNothing = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .max(TEXT_LIMIT, most(label, TEXT_LIMIT))
    .check(printable(label, true));

/** No day of a file lies later, whatever the day: a period that is still running may end after today. */
const LATEST_DAY = '2099-12-31';

export const date = (label: string, earliest: LocalDate = EARLIEST_DAY) =>
  z
    .string(wanted(label, `${label}应为日期`))
    .refine(isLocalDate, { error: `${label}应为有效日期，格式为YYYY-MM-DD`, abort: true })
    .refine((day) => day >= earliest && day <= LATEST_DAY, `${label}应在${earliest}至${LATEST_DAY}之间`);

/**
 * A court by its code, perhaps of another province; the ASCII form is accepted and becomes the written one. Whether there is
 * such a court is the Rule's to say (COURT_UNKNOWN).
 */
export const courtCodeSchema = z
  .string(wanted('法院代字', '法院代字应为文字'))
  .trim()
  .min(1, '请填写法院代字')
  .max(10, '法院代字过长')
  .regex(/^[\p{Script=Han}A-Za-z0-9]*$/u, '法院代字只能由汉字、字母和数字组成')
  .transform((code) => courtInText(code) ?? code);

export const amount = (label: string) =>
  z
    .number(wanted(label, `${label}应为数字（元）`))
    .min(0, `${label}不能为负数`)
    .max(1e15, `${label}过大`);

const isInstant = (value: string): boolean => {
  try {
    return Number.isFinite(parseInstant(value));
  } catch {
    return false;
  }
};
export const instant = z
  .string(wanted('时间', '时间应为文字'))
  .refine(isInstant, { error: '时间格式应为YYYY-MM-DDTHH:mm:ss+08:00', abort: true })
  .refine((value) => parseInstant(value) >= startOfDay(EARLIEST_DAY), `时间不早于${EARLIEST_DAY}`)
  .refine((value) => parseInstant(value) < startOfDay(LATEST_DAY), `时间早于${LATEST_DAY}`);

/** Who made a record on a device knows it by this. */
export const uuid = (label: string) => z.uuid(wanted(label, `${label}应为 UUID`)).toLowerCase();

export const caseIdSchema = (label: string) =>
  z.string({ error: `请填写${label}` }).regex(/^[a-z0-9-]{3,80}$/, `${label}格式不正确`);
