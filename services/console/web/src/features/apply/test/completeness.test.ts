import { addresseesOf, completenessOf, netAgeOf, schemaObjections, suggestedCourts, toSend } from '../lib/completeness';
import type { ApplicationDraft } from '../lib/completeness';

const whole: ApplicationDraft = {
  to: '吉01',
  caseNumber: '（2016）吉0104执312号',
  filingDate: '2016-06-15',
  cause: '买卖合同纠纷',
  claimAmount: 1_000,
  hasProperty: true,
  channel: 'ELECTRONIC',
  parties: [
    { side: 'applicant', name: '甲', kind: 'person' },
    { side: 'respondent', name: '乙', kind: 'person' },
  ],
  grounds: [{ code: '3-6', facts: '主要财产在二道区。', propertyCourt: '吉0105' }],
  matters: '协助腾退',
  materials: [{ kind: '执行依据', title: '判决书' }],
  exclusions: [
    { type: '评估', start: '2017-03-01', end: '2017-04-15' },
    { type: '', start: '', end: '' },
  ],
  proposal: ' ',
  receivedOn: '2018-01-01',
};
const BASIS = {
  document: '民事判决书',
  number: '（2015）朝民初字第1846号',
  madeBy: '朝阳区人民法院',
  date: '2015-11-02',
};
const open = (draft: ApplicationDraft) => completenessOf(draft).flatMap(({ key, done }) => (done ? [] : [key]));

test.each<[string, Partial<ApplicationDraft>, string[]]>([
  ['all of it', {}, []],
  ['a number of another type', { caseNumber: '（2018）吉0104执异3号' }, ['caseNumber']],
  ['an older number of another type', { caseNumber: '（2014）朝执异字第5号' }, ['caseNumber']],
  ['an older number', { caseNumber: '（2014）朝执字第256号' }, []],
  ['a number as people write it', { caseNumber: '案号：(2016)吉0104执字第0312号之一。' }, []],
  ['no respondent', { parties: [{ side: 'applicant', name: '甲', kind: 'person' }] }, ['respondent']],
  ['a ground without facts', { grounds: [{ code: '3-8' }] }, ['proof']],
  ['no ground', { grounds: [] }, ['grounds', 'proof']],
  ['a material without title', { materials: [{ kind: '执行依据', title: ' ' }] }, ['basis', 'materials']],
  ['no instrument', { materials: [{ kind: '财产清单', title: '清单' }] }, ['basis']],
  ['an instrument half named', { materials: [], basis: { ...BASIS, number: ' ' } }, ['basis', 'materials']],
  ['an instrument of its own', { materials: [{ kind: '财产清单', title: '清单' }], basis: BASIS }, []],
])('%s', (_, change, missing) => expect(open({ ...whole, ...change })).toEqual(missing));

test('an instrument of which nothing is typed is not sent', () => {
  expect(toSend({ ...whole, basis: { ...BASIS, document: ' ', number: '', madeBy: '', date: '' } })).not.toHaveProperty(
    'basis',
  );
});

test('one half typed is objected to, field by field', () => {
  const body = toSend({ ...whole, basis: { ...BASIS, number: ' ', date: '' } });
  expect(schemaObjections('application.submit', body)).toEqual([
    { path: ['basis', 'number'], message: '请填写执行依据的文号' },
    { path: ['basis', 'date'], message: '请选择执行依据的作出日期' },
  ]);
});

test('whether there is property is asked and not assumed', () => {
  const body = toSend({ ...whole, hasProperty: undefined });
  expect(schemaObjections('application.submit', body)).toEqual([
    { path: ['hasProperty'], message: '请选择是否有财产可供执行' },
  ]);
});

test('the net age counts what is filled in and leaves unfinished rows alone', () => {
  expect(netAgeOf(whole)).toMatchObject({ rawDate: '2018-06-15', excludedDays: 45, netDate: '2018-07-30' });
  expect(netAgeOf({ filingDate: '2016-13-01' })).toBeUndefined();
});

test('what is sent fits the contract, without empty rows and without a day of receipt for what was sent electronically', () => {
  const body = toSend(whole);
  expect(schemaObjections('application.submit', body)).toEqual([]);
  expect(body).not.toHaveProperty('proposal');
  expect(body).not.toHaveProperty('receivedOn');
  expect(body['exclusions']).toEqual([{ type: '评估', start: '2017-03-01', end: '2017-04-15' }]);
});

test('objections of the contract name the field and speak Chinese', () => {
  const problems = schemaObjections('application.submit', toSend({ ...whole, cause: '', claimAmount: undefined }));
  expect(problems.map(({ path }) => path[0]).sort()).toEqual(['cause', 'claimAmount']);
  expect(problems.map(({ message }) => message).sort()).toEqual(['请填写执行标的', '请填写案由']);
});

test('courts that the grounds name are suggested, the own one is not', () => {
  const draft: ApplicationDraft = {
    grounds: [
      { code: '3-5', relatedCases: ['（2018）吉0105执7号', '（2018）吉0104执8号', '看不懂'] },
      { code: '3-6', propertyCourt: '吉0105' },
    ],
  };
  expect(suggestedCourts(draft, '吉0104')).toEqual(['吉0105']);
});

test.each([
  ['吉0104', ['吉01', '吉']],
  ['吉01', ['吉']],
  ['吉', []],
])('%s applies to %j', (court, courts) => expect(addresseesOf(court, '2019-01-01')).toEqual(courts));

test('an order names its court and letter instead of an addressee', () => {
  const { to: _to, channel: _channel, ...fields } = whole;
  const letter = { number: '吉高法执〔2019〕7号', issuedBy: '吉林省高级人民法院', channel: '要求' };
  const body = toSend({ ...fields, origin: 'SUPERIOR_ORDER', executingCourt: '吉0104', letter });
  expect(schemaObjections('order.register', body)).toEqual([]);
  expect(body).toMatchObject({ receivedOn: '2018-01-01', letter });
  const empty = { number: '', issuedBy: '', channel: '' };
  expect(toSend({ ...fields, origin: 'EX_OFFICIO', letter: empty })).not.toHaveProperty('letter');
});

test('a respondent who seems to stand there twice is pointed out, and stays', () => {
  const parties: ApplicationDraft['parties'] = [
    { side: 'applicant', name: '李明', kind: 'person' },
    { side: 'respondent', name: '李明', kind: 'person' },
    { side: 'respondent', name: '李　明', kind: 'person' },
  ];
  const item = completenessOf({ ...whole, parties }).find(({ key }) => key === 'respondent');
  expect(item).toMatchObject({ done: true, remark: expect.stringContaining('李　明') as string });
});
