import { sampleOpening } from '@xiezhi/rules/sample';
import { searchable } from '@xiezhi/case-kit';
import { listFieldsOf } from '../src/list/fields';

const applied = () =>
  sampleOpening({ grounds: [{ code: '3-6', facts: '主要财产位于二道区。', propertyCourt: '吉0105' }] }).state;

test('a case that has just come shows its nearest due day, its grounds and courts, always the same', () => {
  const state = applied();
  const fields = listFieldsOf(state, 'jl0104-0123456789abcdef');
  expect(fields).toMatchObject({
    route: state.route,
    executingCourt: state.executingCourt,
    grounds: state.grounds.map(({ code }) => code),
    due: state.deadlines.map(({ due }) => due).sort()[0],
    countedBy: state.decidingCourt,
    receivedOn: '2019-03-04',
  });
  expect(listFieldsOf(state, 'jl0104-0123456789abcdef')).toEqual(fields);
});

test('natural persons keep their surname only, many are counted, and each is found by the name it has', () => {
  const state = applied();
  const parties = [
    { side: 'applicant' as const, kind: 'organization' as const, name: '长春松涛建材有限公司' },
    ...['张三', '欧阳小明', '李四', '王五'].map((name) => ({
      side: 'respondent' as const,
      kind: 'person' as const,
      name,
    })),
  ];
  const fields = listFieldsOf({ ...state, caseFields: { ...state.caseFields, parties } }, 'jl0104-1');
  expect(fields.applicants).toBe('长春松涛建材有限公司');
  expect(fields.respondents).toBe('张某、欧阳某、李某等4人');
  expect(fields.names).toEqual(['长春松涛建材有限公司', '张三', '欧阳小明', '李四', '王五']);
});

test.each([
  ['（2016）吉0104执312号', '2016吉0104执312号'],
  ['2016吉0104执312', '2016吉0104执312'],
  ['〔2018〕吉01协执字第 7 号', '2018吉01协执字第7号'],
  ['ＡＢＣ（集团）公司', 'abc集团公司'],
])('%s is looked for as %s', (text, expected) => expect(searchable(text)).toBe(expected));

test.each([
  ['阿迪力·吐尔逊', ['阿迪力•', '阿迪力・吐尔逊', '阿迪力‧吐', '吐尔逊', '阿迪力．吐尔逊', '阿迪力吐尔逊', '力 · 吐']],
  ['李明', ['李　明', '李\u200b明', '\uf9e1明', '李\n明']],
  ['ＪＯＨＮ　Smith', ['john smith', 'JohnSmith']],
])('a party is found in every spelling: %s', (name, asked) => {
  const state = applied();
  const parties = [{ side: 'respondent' as const, kind: 'person' as const, name }];
  const { names } = listFieldsOf({ ...state, caseFields: { ...state.caseFields, parties } }, 'jl0104-1');
  expect(asked.filter((typed) => !names.some((one) => one.includes(searchable(typed))))).toEqual([]);
});
