import { measureText, shadeOf } from '../lib/figures';

test.each([
  [0, 10, 0],
  [1, 1_000, 1],
  [500, 1_000, 3],
  [1_000, 1_000, 6],
  [0, 0, 0],
])('%i of at most %i is shaded %i', (size, most, shade) => expect(shadeOf(size, most)).toBe(shade));

test('what there is nothing to tell of is a dash, and no nought', () => {
  const figures = { count: 1_200, daysToDecision: '9.5', daysToClose: null, recovered: 0 };
  expect(measureText(figures, 'count')).toBe('1,200');
  expect(measureText(figures, 'daysToDecision')).toBe('9.5');
  expect(measureText(figures, 'daysToClose')).toBe('—');
  expect(measureText(figures, 'recovered')).toBe('0');
});
