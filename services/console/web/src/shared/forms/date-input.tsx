import { DatePicker } from 'antd';
import type { DatePickerProps } from 'antd';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useSession } from '../session';
import './date-input.css';

/** As people type a day, or copy it from a paper; the first is how it is shown. */
const TYPED = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日'];
const MINUTE = 'YYYY-MM-DD HH:mm';
/** As values are given. */
const SHOWN = ['YYYY-MM-DD', 'YYYY-MM-DDTHH:mm'];
dayjs.extend(customParseFormat);

type Rest = Pick<DatePickerProps, 'id' | 'placeholder' | 'aria-label' | 'style'>;

interface Props extends Rest {
  /** Local date or, with a time, local date and minute (`2018-10-09T16:20`); empty where none is chosen. */
  value?: string;
  onChange?: (value: string) => void;
}

/** What a value says, in any of its forms; undefined where it says no day that there is. */
function dayOf(value: string | undefined, forms: readonly string[] = SHOWN) {
  const day = value ? dayjs(value, [...forms], true) : undefined;
  return day?.isValid() ? day : undefined;
}

/** The calendar opens on the month of the day `on`, and marks the court's `today`, which in a rehearsal is not the machine's. */
function common({ value, style, onChange: _, ...rest }: Props, today: string, on = today) {
  return {
    ...rest,
    classNames: { popup: { root: 'days-of-court' } },
    value: dayOf(value) ?? null,
    defaultPickerValue: dayjs(on),
    showNow: false,
    cellRender: ((cell, { type, originNode }) =>
      type === 'date' && dayjs(cell).format('YYYY-MM-DD') === today ? (
        <div className="ant-picker-cell-inner court-today" aria-current="date">
          {dayjs(cell).date()}
        </div>
      ) : (
        originNode
      )) satisfies DatePickerProps['cellRender'],
    style: { width: '100%', ...style },
  };
}

interface DayProps extends Props {
  /** Local dates. */
  min?: string | undefined;
  max?: string | undefined;
  /** What is typed and is no day, or none that may be, becomes the value, so that the form holds and refuses it. */
  keepsFaults?: boolean;
}

/** Why a typed text is not taken as a day; undefined for one that is, or nothing. */
export function dayFault(text: string, { min, max }: { min?: string | undefined; max?: string | undefined }) {
  if (text === '') return undefined;
  const day = dayOf(text, TYPED)?.format('YYYY-MM-DD');
  if (day === undefined) return 'IMPOSSIBLE' as const;
  if (max !== undefined && day > max) return 'TOO_LATE' as const;
  return min !== undefined && day < min ? ('TOO_EARLY' as const) : undefined;
}

const FAULTS = { IMPOSSIBLE: '不是实际存在的日期', TOO_LATE: '不能晚于', TOO_EARLY: '不能早于' } as const;

/** A day, typed or chosen: the same in every browser, whatever language that has. A text that is no day is told, not dropped. */
export function DateInput({ min, max, keepsFaults = false, ...props }: DayProps) {
  const { t, today } = useSession();
  const [typed, setTyped] = useState('');
  const { value = '', onChange } = props;
  const told = keepsFaults && dayFault(value, { min, max }) ? value : typed;
  const fault = dayFault(told, { min, max });
  const leave = (text: string) => {
    const refused = dayFault(text, { min, max });
    setTyped(refused ? text : '');
    if (refused && keepsFaults) onChange?.(dayOf(text, TYPED)?.format('YYYY-MM-DD') ?? text);
  };
  return (
    <>
      <DatePicker
        {...common(props, today, max)}
        format={TYPED}
        preserveInvalidOnBlur
        {...(fault ? { status: 'error' as const, 'aria-invalid': true } : {})}
        {...(min ? { minDate: dayjs(min) } : {})}
        {...(max ? { maxDate: dayjs(max) } : {})}
        onChange={(day) => {
          setTyped('');
          onChange?.(day?.format('YYYY-MM-DD') ?? '');
        }}
        onBlur={({ target }) => leave((target as HTMLInputElement).value.trim())}
      />
      {fault && (
        <div role="alert" className="caution">
          “{told}”{t(FAULTS[fault])}
          {fault === 'TOO_LATE' && ` ${max}`}
          {fault === 'TOO_EARLY' && ` ${min}`}
        </div>
      )}
    </>
  );
}

/** A day and minute of the court's time. */
export function MinuteInput(props: Props) {
  const { today } = useSession();
  return (
    <DatePicker
      {...common(props, today)}
      format={MINUTE}
      showTime={{ format: 'HH:mm' }}
      needConfirm={false}
      onChange={(minute) => props.onChange?.(minute?.format('YYYY-MM-DDTHH:mm') ?? '')}
    />
  );
}
