import { untilBroken } from '../src/watchdog';
import type { Watched } from '../src/watchdog';

/** Watches a server that gives these answers and then none any more; tells how many looks it took. */
async function looks(answers: (boolean | 'none')[], more: Partial<Watched> = {}) {
  let asked = 0;
  const broken = await untilBroken({
    works: () => {
      const answer = answers[asked++];
      return answer === 'none' ? Promise.reject(new Error('no answer')) : Promise.resolve(answer ?? true);
    },
    hasSpace: () => true,
    over: () => asked >= answers.length,
    everyMs: 1,
    ...more,
  });
  return { broken, asked };
}

test('a server that says three times on end that it does not work is broken', async () => {
  expect(await looks([true, false, false, true, false, false, false, true, true])).toEqual({ broken: true, asked: 7 });
});

test('an answer that does not come says nothing, neither way', async () => {
  expect(await looks(['none', 'none', 'none', 'none', true])).toEqual({ broken: false, asked: 5 });
  expect(await looks([false, 'none', false, 'none', false, true])).toEqual({ broken: true, asked: 5 });
});

test('without space it is left as it is, until there is some', async () => {
  let times = 0;
  const hasSpace = () => ++times > 2;
  expect(await looks(Array<boolean>(9).fill(false), { hasSpace })).toEqual({ broken: true, asked: 5 });
});

test('one that has ended is watched no longer', async () => {
  expect(await looks([false, false])).toEqual({ broken: false, asked: 2 });
});
