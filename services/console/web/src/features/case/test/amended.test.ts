import { amendedFields, amendedPieces, labelOf } from '../lib/amended';

const reader = { language: 'zh', today: '2019-03-05', yes: '是', no: '否' } as const;
const party = (name: string, more: object = {}) => ({ side: 'respondent', name, kind: 'person', ...more }) as const;

const written = (before: object, after: object, field: string) =>
  amendedPieces({ before, after }, field as 'cause', reader).map(
    ({ kind, text }) => `${{ same: '=', added: '+', removed: '-' }[kind]}${text}`,
  );

test('what was corrected is named in the order of the form, in the reader’s language', () => {
  const amended = { before: { matters: '查封。' }, after: { matters: '腾退。', cause: '借款' } };
  expect(amendedFields(amended)).toEqual(['cause', 'matters']);
  expect([labelOf('cause', 'zh'), labelOf('cause', 'en')]).toEqual(['案由', 'Cause']);
});

test.each<[string, string, object, object, string[]]>([
  ['a line', 'cause', { cause: '买卖' }, { cause: '借款' }, ['-买卖', '+借款']],
  [
    'a text, sentence by sentence',
    'matters',
    { matters: '查封。清点。' },
    { matters: '查封。腾退。' },
    ['=查封。', '-清点。', '+腾退。'],
  ],
  ['an amount', 'claimAmount', { claimAmount: 1000 }, { claimAmount: 12000.5 }, ['-1,000', '+12,000.5']],
  ['yes and no', 'hasProperty', { hasProperty: true }, { hasProperty: false }, ['-是', '+否']],
  ['a court', 'transferredFrom', {}, { transferredFrom: '吉0105' }, ['+长春市二道区人民法院']],
  [
    'of a list the entries that went and came',
    'parties',
    { parties: [party('甲'), party('乙')] },
    { parties: [party('甲'), party('丙', { agent: '刘某' })] },
    [
      '-地位：被执行人，姓名或者名称：乙，类型：自然人',
      '+地位：被执行人，姓名或者名称：丙，类型：自然人，代理人：刘某',
    ],
  ],
  [
    'a ground by its words',
    'grounds',
    { grounds: [{ code: '3-1' }] },
    { grounds: [{ code: '3-1' }, { code: '3-4', facts: '抗拒' }] },
    ['+情形：3-4 受暴力、威胁或其他方法妨碍、抗拒执行的案件，事实说明：抗拒'],
  ],
  ['what is masked alike', 'parties', { parties: [party('章某')] }, { parties: [party('章某')] }, []],
])('%s', (_, field, before, after, expected) => expect(written(before, after, field)).toEqual(expected));
