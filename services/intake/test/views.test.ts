import { MOST_VIEWS, withoutView, withView } from '../src/list/views';

const view = (id: string, name = id) => ({ id, name, filter: { state: 'UNDER_REVIEW' } });
const some = { views: [view('first'), view('second')], preferred: 'first' };

test('a new view comes last; the same again changes nothing', () => {
  const once = withView(some, view('third'), false);
  expect(once).toEqual({ views: [view('first'), view('second'), view('third')], preferred: 'first' });
  expect(withView(once, view('third'), false)).toEqual(once);
});

test('renaming keeps its place, and one view at most is preferred', () => {
  expect(withView(some, view('second', '逾期'), true)).toEqual({
    views: [view('first'), view('second', '逾期')],
    preferred: 'second',
  });
  expect(withView(some, view('first'), false).preferred).toBeNull();
});

test('a name is used once, and there is a limit', () => {
  expect(() => withView(some, view('other', 'first'), false)).toThrow('已有名为“first”的视图');
  const full = { views: Array.from({ length: MOST_VIEWS }, (_, i) => view(`v${i}`)), preferred: null };
  expect(() => withView(full, view('one-more'), false)).toThrow('最多保存');
  expect(withView(full, view('v3', '改名'), false).views).toHaveLength(MOST_VIEWS);
});

test('what is deleted is gone, and may be put back', () => {
  const left = withoutView(some, 'first');
  expect(left).toEqual({ views: [view('second')], preferred: null });
  expect(withoutView(left, 'first')).toEqual(left);
  expect(withView(left, view('first'), true).preferred).toBe('first');
});
