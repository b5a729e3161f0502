import { DatePicker } from 'antd';
import type { DatePickerProps } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useSession } from '../session';
import './date-input.css';

/** As people type a day, or copy it from a paper; the first is how it is shown. */
const TYPED = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日'];
const MINUTE = 'YYYY-MM-DD HH:mm';

type Rest = Pick<DatePickerProps, 'id' | 'placeholder' | 'aria-label' | 'style'>;

interface Props extends Rest {
  /** Local date or, with a time, local date and minute (`2018-10-09T16:20`); empty where none is chosen. */
  value?: string;
  onChange?: (value: string) => void;
}

/** The calendar opens on the month of the day `on`, and marks the court's `today`, which in a rehearsal is not the machine's. */
function common({ value, style, onChange: _, ...rest }: Props, today: string, on = today) {
  return {
    ...rest,
    classNames: { popup: { root: 'days-of-court' } },
    value: value && dayjs(value).isValid() ? dayjs(value) : null,
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

/** A day, typed or chosen: the same in every browser, whatever language that has. `min` and `max` are local dates. */
export function DateInput({ min, max, ...props }: Props & { min?: string; max?: string }) {
  const { today } = useSession();
  return (
    <DatePicker
      {...common(props, today, max)}
      format={TYPED}
      {...(min ? { minDate: dayjs(min) } : {})}
      {...(max ? { maxDate: dayjs(max) } : {})}
      onChange={(day) => props.onChange?.(day?.format('YYYY-MM-DD') ?? '')}
    />
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
