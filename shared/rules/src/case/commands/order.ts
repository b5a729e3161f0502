import { CONCLUSION_GROUNDS, LETTER_CHANNELS, REGISTERED_ORIGINS } from '../../vocabulary';
import { concludeOrder, confirmConclusion } from '../stages/conclusion';
import { registerOrder } from '../stages/opening';
import { caseFields, previous } from './application';
import { command, deciding, grant } from './define';
import { code, court, group, line, optional, text } from './field';

const letter = group(['交办函', 'Letter'], {
  number: line(['交办函文号', 'Number of the letter']),
  issuedBy: line(['交办机关', 'Issued by']),
  channel: code(['来源渠道', 'Channel'], LETTER_CHANNELS, { otherwise: '来源渠道应为督办、信访、巡查或要求' }),
});

export const ORDER_COMMANDS = [
  command('order.register', {
    title: [
      '登记上级交办或者依职权协同的案件（第四条）',
      'Register a case ordered from above or taken up ex officio (Art. 4)',
    ],
    articles: [4],
    owner: 'intake',
    by: [deciding('handler')],
    fields: {
      origin: code(['来源', 'Origin'], REGISTERED_ORIGINS, { otherwise: '来源不正确' }),
      executingCourt: court(['执行法院', 'Executing court']),
      previous,
      letter: optional(letter),
      ...caseFields,
    },
    opens: true,
    decide: registerOrder,
  }),
  command('order.conclude', {
    title: [
      '终结交办案件：已经办结或者已在协同（第四条）',
      'Conclude an ordered case: closed, or in collaboration already (Art. 4)',
    ],
    articles: [4],
    owner: 'intake',
    by: [deciding('bureauDirector')],
    fields: {
      ground: code(['终结事由', 'Why it ends'], CONCLUSION_GROUNDS),
      reasons: text(['理由', 'Reasons']),
    },
    decide: concludeOrder,
  }),
  command('order.confirmConclusion', {
    title: [
      '上级法院确认终结交办案件（第四条）',
      'Confirm as superior court that the ordered case is concluded (Art. 4)',
    ],
    articles: [4],
    owner: 'intake',
    by: [grant(['superior'], ['bureauDirector'])],
    fields: {},
    decide: confirmConclusion,
  }),
] as const;
