import { createLogger } from '@xiezhi/service-kit';
import type { AdvisedCourt, CaseCommand, CommandFields, CommandType } from '@xiezhi/rules';
import { advising } from '../src';

const ADVISED: AdvisedCourt[] = [{ court: '吉0105', km: 6, load: 9, score: 1.2, lent30: 0, warnings: [] }];
const known = { state: { executingCourt: '吉0104', decidingCourt: '吉01' } };
const cases = { get: () => Promise.resolve(known) };
const logger = createLogger('test', 'silent');

const command = <T extends CommandType>(type: T, fields: CommandFields[T], court = '吉01'): CaseCommand =>
  ({
    type,
    at: '2025-05-06T09:00:00+08:00',
    actor: { court, role: 'bureauDirector', name: '王某', sub: 'w' },
    with: fields,
  }) as CaseCommand;
const decision = { outcome: 'APPROVE', reasons: '同意', participants: ['吉0105'] } as const;

test('a decision that drafts courts is given the advice of its day', async () => {
  const asked: object[] = [];
  const complete = advising({ cases, logger }, (question) => {
    asked.push(question);
    return Promise.resolve(ADVISED);
  });
  const given = command('review.decide', { ...decision, participants: [...decision.participants] });
  expect((await complete(given, 'jl0104-1')).with).toEqual({ ...given.with, advised: ADVISED });
  expect(asked).toEqual([{ executing: '吉0104', deciding: '吉01', on: '2025-05-06' }]);
});

test('where no advice is to be had, the decision goes without', async () => {
  const complete = advising({ cases, logger }, () => Promise.reject(new Error('away')));
  const given = command('review.decide', { ...decision, participants: [...decision.participants] });
  expect(await complete(given, 'jl0104-1')).toBe(given);
});

test.each([
  ['drafts nobody', command('review.decide', { outcome: 'APPROVE', reasons: '同意' })],
  ['refuses', command('review.decide', { outcome: 'REFUSE', reasons: '不同意', participants: ['吉0105'] })],
  ['only lets courts go', command('participants.change', { remove: ['吉0105'], reasons: '已完成' })],
  ['comes from another court', command('review.decide', { ...decision, participants: ['吉0105'] }, '吉02')],
])('nothing is asked for a command that %s', async (_, given) => {
  const complete = advising({ cases, logger }, () => Promise.reject(new Error('asked')));
  expect(await complete(given, 'jl0104-1')).toBe(given);
});
