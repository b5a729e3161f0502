import { searchable } from '@xiezhi/case-kit';
import { LIST_VERSION } from '../src/list/fields';
import type { ListFields } from '../src/list/fields';
import { Roll } from '../src/list/roll';
import type { ListDocument } from '../src/list/roll';

type Given = Partial<Omit<ListDocument, 'list'>> & { list?: Partial<ListFields> };

/** A line of the list in which only what a test is about differs from an ordinary case. */
export function documentOf(_id: string, { list = {}, ...rest }: Given = {}): ListDocument {
  return {
    _id,
    seq: 1,
    status: 'UNDER_REVIEW',
    visibleTo: ['吉', '吉01', '吉0104'],
    restricted: false,
    updatedAt: '2018-09-20T15:20:00.000+08:00',
    ...rest,
    list: {
      v: LIST_VERSION,
      part: 0,
      route: 'ART7',
      executingCourt: '吉0104',
      decidingCourt: '吉01',
      documentNumber: null,
      caseNumber: '（2016）吉0104执312号',
      cause: '买卖合同纠纷',
      grounds: ['3-6'],
      receivedOn: '2018-09-20',
      due: '2018-10-11',
      expiresAt: '2018-10-12T00:00:00.000+08:00',
      provisional: false,
      countedBy: '吉01',
      applicants: '王某',
      respondents: '吉林北岭置业有限公司',
      names: [searchable('王小明'), searchable('吉林北岭置业有限公司')],
      demo: false,
      ...list,
    },
  };
}

export function rollOf(documents: readonly ListDocument[]): Roll {
  const roll = new Roll();
  documents.forEach((document) => roll.put(document));
  return roll;
}

/** The same numbers in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
