import { filterOf, sameFilter, withFilter } from '../lib/filter';

test('the address holds the filter, and nothing else of it is lost', () => {
  const params = new URLSearchParams('lang=en&state=CLOSED&cursor=abc&nonsense=1&q=');
  expect(filterOf(params)).toEqual({ state: 'CLOSED' });
  expect(withFilter(params, { lamp: 'RED,DARK', q: '' }).toString()).toBe(
    'lang=en&nonsense=1&q=&lamp=RED%2CDARK'.replace('q=&', ''),
  );
});

test.each([
  [{}, { sort: '' }, true],
  [{ state: 'CLOSED' }, { state: 'CLOSED' }, true],
  [{ state: 'CLOSED' }, {}, false],
])('%j and %j', (a, b, same) => expect(sameFilter(a, b)).toBe(same));
