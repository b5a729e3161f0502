/** @jest-environment jest-environment-jsdom */
import { fireEvent, screen } from '@testing-library/react';
import { createElement } from 'react';
import { DateInput, dayFault } from '../forms/date-input';
import { amountInWords } from '../wording';
import { show } from './support/page';

test.each([
  ['2016-06-15', undefined],
  ['20160615', undefined],
  ['2016年6月15日', undefined],
  ['', undefined],
  ['2024-02-30', 'IMPOSSIBLE'],
  ['昨天', 'IMPOSSIBLE'],
  ['2025-04-23', 'TOO_LATE'],
  ['1999-12-31', 'TOO_EARLY'],
])('what is typed as %s is taken, or not: %s', (text, fault) =>
  expect(dayFault(text, { min: '2000-01-01', max: '2025-04-22' })).toBe(fault),
);

test('a day that cannot be is told beside the field and kept for the form to refuse', () => {
  const kept: string[] = [];
  const field = { keepsFaults: true, max: '2025-04-22', 'aria-label': '立案日期' };
  show(createElement(DateInput, { ...field, onChange: (value: string) => void kept.push(value) }));
  const input = screen.getByLabelText('立案日期');
  fireEvent.change(input, { target: { value: '2024-02-30' } });
  fireEvent.blur(input);
  expect(screen.getByRole('alert').textContent).toBe('“2024-02-30”不是实际存在的日期');
  expect(kept).toEqual(['2024-02-30']);
});

test.each([
  [9_999, undefined, undefined],
  [1_286_000, '128.6万元', '1.286 million yuan'],
  [999_999_999, '9.99999999亿元', '999.999999 million yuan'],
  [9_999_999_999, '99.99999999亿元', '9,999.999999 million yuan'],
])('%d yuan reads %s', (amount, chinese, english) => {
  expect(amountInWords(amount, 'zh')).toBe(chinese);
  expect(amountInWords(amount, 'en')).toBe(english);
});
