import { createAccountLimits, createTries, networkOf } from '../src/http/limits';

test('an account has its points for a minute, costly requests count more, others are not touched', async () => {
  const limits = createAccountLimits(10);
  for (let asked = 0; asked < 5; asked += 1) await limits.enter('a', 1);
  (await limits.enter('a', 4))();
  await expect(limits.enter('a', 4)).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    status: 429,
    retryAfter: expect.any(Number) as number,
  });
  await expect(limits.enter('b', 4)).resolves.toBeInstanceOf(Function);
});

test('of costly requests four of one account are under way at a time', async () => {
  const limits = createAccountLimits(1_000);
  const leave = await Promise.all(Array.from({ length: 4 }, () => limits.enter('a', 20)));
  await expect(limits.enter('a', 20)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfter: 1 });
  await expect(limits.enter('a', 1)).resolves.toBeInstanceOf(Function);
  leave[0]!();
  await expect(limits.enter('a', 20)).resolves.toBeInstanceOf(Function);
});

test('without points there is no limit', async () => {
  const limits = createAccountLimits(0);
  for (let asked = 0; asked < 100; asked += 1) await limits.enter('a', 60);
});

describe('tries', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('are so many for each in a window that begins with the first', async () => {
    const tries = createTries({ most: 3, seconds: 60 });
    for (let free = 0; free < 3; free += 1) expect(await tries.take('a')).toBe(0);
    expect(await tries.take('a')).toBe(60);
    expect(await tries.take('b')).toBe(0);
    jest.advanceTimersByTime(59_500);
    expect(await tries.take('a')).toBe(1);
    jest.advanceTimersByTime(500);
    expect(await tries.take('a')).toBe(0);
  });

  test('that turned out well are free, and only within their window', async () => {
    const tries = createTries({ most: 1, seconds: 60 });
    for (let round = 0; round < 3; round += 1) {
      expect(await tries.take('a')).toBe(0);
      await tries.giveBack('a');
    }
    expect(await tries.take('a')).toBe(0);
    jest.advanceTimersByTime(60_000);
    await tries.giveBack('a');
    expect(await tries.take('a')).toBe(0);
    expect(await tries.take('a')).toBe(60);
  });
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2ab::1', '20010db8000102/56'],
  ['2001:DB8:1:2ff:1:2:3:4', '20010db8000102/56'],
  ['2001:db8:1:300::', '20010db8000103/56'],
  ['::1', '00000000000000/56'],
  ['1::2:3:4:5:6:7', '00010000000200/56'],
  ['', ''],
])('%s stands for %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
