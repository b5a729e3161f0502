import { dateOf, oneNumber, readsBusinessData, seesEverything } from '@xiezhi/rules';
import { readerOf, searchable } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { PublishedCalendar } from './calendar';
import type { Scope } from './find';
import type { RollKeeper } from './keeper';
import { filterShape, inOrder, OUT_OF_ORDER, questionOf } from './question';
import type { FilterText, Question } from './question';
import type { Roll } from './roll';

export interface ListDeps {
  service: CaseService;
  keeper: RollKeeper;
  calendar: PublishedCalendar;
}

export const filterQuery = z.object(filterShape);

/**
 * What this person asks of the roll, within what they may see.
 * @throws Problem FORBIDDEN for administrators; VALIDATION; UNAVAILABLE while the roll is being loaded
 */
export async function readingOf(
  { service, keeper, calendar }: ListDeps,
  user: PersonUser,
  filter: FilterText,
): Promise<{ roll: Roll; question: Question; scope: Scope }> {
  const reader = readerOf(user);
  if (!readsBusinessData(reader)) throw new Problem('FORBIDDEN', '您的账号没有办案岗位，不能查看案件。');
  if (!inOrder(filter)) throw new Problem('VALIDATION', `${OUT_OF_ORDER}。`);
  const now = await service.clock.now();
  const today = dateOf(now);
  const [roll, book] = await Promise.all([keeper.current(service.cases.collection), calendar.on(today)]);
  const court = seesEverything(reader, today) ? null : user.court;
  return {
    roll,
    question: questionOf(filter, today, (text) => searchable(oneNumber(text))),
    scope: { court, book, now },
  };
}
