import { Bulletins } from '../src/bulletins/bulletins';

type Deps = ConstructorParameters<typeof Bulletins>[0];

test('no figures are frozen while hits of the half-year have no files, which figures count', async () => {
  const asked: string[] = [];
  const file = { _id: 'bulletin-jl05-2024-h1', court: '吉05', state: { versions: [] } };
  const bulletins = new Bulletins({
    clock: { now: () => Promise.resolve(Date.parse('2024-07-01T00:00:05+08:00')) },
    files: { collection: { findOne: () => Promise.resolve(file) } },
    hits: {
      waitingUpTo: (day: string) => {
        asked.push(day);
        return Promise.resolve(171);
      },
    },
  } as unknown as Deps);
  const user = { sub: 'u', name: '江某', court: '吉05', roles: ['assessor'] } as never;
  const draft = bulletins.give({
    type: 'bulletin.draft',
    asked: { period: '2024-H1' },
    user,
    actingRole: undefined,
    key: 'k',
  });
  await expect(draft).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    detail: expect.stringContaining('171件') as string,
  });
  expect(asked).toEqual(['2024-06-30']);
});
