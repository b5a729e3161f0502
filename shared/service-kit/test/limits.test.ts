import { createAccountLimits } from '../src/http/limits';

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
