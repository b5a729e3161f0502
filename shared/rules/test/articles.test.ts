import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroundClaim, GroundContext } from '../src';
import { ARTICLES, evaluateGround, GROUNDS, HOLIDAYS_LAW, HOUSE_READINGS, netAge } from '../src';

const NUMERALS = '一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九'.split(' ');

test('the nineteen articles are the issued text, character for character and in order', () => {
  const issued = readFileSync(join(__dirname, '../data/rule-text.txt'), 'utf8').replace(/\n/g, '');
  const from = issued.indexOf('第一条 为贯彻');
  const text = ARTICLES.map((article, i) => `第${NUMERALS[i]}条 ${article.text.join('')}`).join('');
  expect(ARTICLES.map((article) => article.number)).toEqual(NUMERALS.map((_, i) => i + 1));
  expect(text).toBe(issued.slice(from, issued.indexOf('附件:协同执行决定书')));
});

test('a paragraph of an article is a paragraph of the issued text: it ends where a sentence or an item ends', () => {
  for (const { text } of ARTICLES) for (const paragraph of text) expect(paragraph).toMatch(/[。：；]$/);
});

test('what is said of years without a notice is how they are counted: days off by law, and no lateness', () => {
  const said = [...ARTICLES.flatMap(({ system }) => system), ...HOUSE_READINGS.map(({ reading }) => reading)];
  const ofUnpublished = said.filter((sentence) => sentence.startsWith('放假安排尚未公布'));
  expect(ofUnpublished).toHaveLength(3);
  for (const sentence of ofUnpublished) {
    expect(sentence).toContain(`法定节日依${HOLIDAYS_LAW}放假`);
    expect(sentence).toContain('暂定期限届满不认定逾期');
  }
});

test('the eight grounds carry the words of Art. 3', () => {
  expect(GROUNDS.map((ground) => ground.code)).toEqual(['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8']);
  expect(GROUNDS[4]?.text).toBe('辖区多个法院立案受理的系列、关联案件');
  expect(GROUNDS[7]?.text).toBe('其他重大、疑难、复杂案件');
});

const context: GroundContext = {
  executingCourt: '吉0104',
  hasProperty: true,
  netAge: netAge({ filedOn: '2016-06-15' }),
  asOf: '2018-06-16',
};
const at = (claim: GroundClaim, more: Partial<GroundContext> = {}) => evaluateGround(claim, { ...context, ...more });

const CASES: [string, GroundClaim, Partial<GroundContext>, boolean | null][] = [
  ['two years run out', { code: '3-1' }, {}, true],
  ['on the last day', { code: '3-1' }, { asOf: '2018-06-15' }, false],
  ['no property', { code: '3-1' }, { hasProperty: false }, false],
  ['no filing date', { code: '3-1' }, { netAge: null }, null],
  ['interference', { code: '3-2', facts: '有' }, {}, null],
  ['influence', { code: '3-3', facts: '有' }, {}, null],
  ['resistance', { code: '3-4', facts: '有' }, {}, null],
  ['other', { code: '3-8', facts: '有' }, {}, null],
  ['a second court', { code: '3-5', relatedCases: ['（2017）吉0105执8号'] }, {}, true],
  ['the same court', { code: '3-5', relatedCases: ['（2017）吉0104执8号', '(2017)吉0104执恢9号'] }, {}, false],
  ['no related case', { code: '3-5' }, {}, false],
  ['an old number', { code: '3-5', relatedCases: ['（2014）朝执字第256号'] }, {}, null],
  [
    'only its own number',
    { code: '3-5', relatedCases: ['（2014）朝执字第1号'] },
    { caseNumber: '（2014）朝执字第1号' },
    false,
  ],
  ['one court, two codes', { code: '3-5', relatedCases: ['（2019）吉0381执8号'] }, { executingCourt: '吉0184' }, false],
  ['another court', { code: '3-6', propertyCourt: '吉0105' }, {}, true],
  ['its own court', { code: '3-6', propertyCourt: '吉0104' }, {}, false],
  ['its own court by the old code', { code: '3-6', propertyCourt: '吉0381' }, { executingCourt: '吉0184' }, false],
  ['place only', { code: '3-6', propertyPlace: '长春市二道区' }, {}, null],
  ['neither', { code: '3-6' }, {}, null],
  ['kind and difficulty', { code: '3-7', respondentKind: '行政机关', facts: '多次协调未果' }, {}, true],
  ['no kind', { code: '3-7', facts: '多次协调未果' }, {}, false],
  ['no difficulty', { code: '3-7', respondentKind: '行政机关', facts: ' ' }, {}, false],
];

test.each(CASES)('ground: %s', (_, claim, more, met) => {
  const evaluated = at(claim, more);
  expect(evaluated).toMatchObject({ met, outOfProvince: false });
  expect(evaluated.explanation).not.toBe('');
});

test.each<[string, GroundClaim, Partial<GroundContext>, string[]]>([
  [
    'the two years with every date they are made of',
    { code: '3-1' },
    { netAge: netAge({ filedOn: '2016-06-15', exclusions: [{ start: '2017-03-01', end: '2017-04-15' }] }) },
    ['立案2016-06-15', '满2年为2018-06-15', '扣除45日', '净龄届满2018-07-30', '自2018-07-31起'],
  ],
  [
    'both courts of a series',
    { code: '3-5', relatedCases: ['（2017）吉0105执8号'] },
    {},
    ['长春市朝阳区人民法院', '长春市二道区人民法院'],
  ],
  [
    'one court with two codes by one name',
    { code: '3-5', relatedCases: ['（2019）吉0381执8号'] },
    { executingCourt: '吉0184' },
    ['（吉林省公主岭市人民法院）'],
  ],
  ['a court outside the province', { code: '3-6', propertyCourt: '辽01' }, {}, ['辽01', '事项委托']],
  ['a place outside the province', { code: '3-6', propertyPlace: '辽宁省沈阳市' }, {}, ['辽宁', '事项委托']],
  ['both conditions of a special respondent', { code: '3-7', facts: '多次协调未果' }, {}, ['须同时具备']],
  ['restricted visibility', { code: '3-2', facts: '有' }, {}, ['限制查看']],
  ['a second reader', { code: '3-8', facts: '有' }, {}, ['第二名审查人']],
])('the explanation tells %s', (_, claim, more, words) => {
  for (const word of words) expect(at(claim, more).explanation).toContain(word);
});

const list = { kind: '清单', title: '被执行人财产清单' };

test.each<[string, GroundClaim, Partial<GroundContext>, string[]]>([
  ['3-1 with nothing', { code: '3-1' }, {}, ['财产清单']],
  [
    '3-1 with an exclusion but not its document',
    { code: '3-1' },
    {
      materials: [list],
      exclusions: [
        { type: '评估', start: '2017-03-01', end: '2017-04-15', document: '评估函' },
        { type: '拍卖', start: '2017-06-01', end: '2017-08-05', document: ' ' },
      ],
    },
    ['“拍卖”期间（2017-06-01至2017-08-05）的文书'],
  ],
  ['3-2 with nothing', { code: '3-2' }, {}, ['受干预情况说明', '受干预记录']],
  ['3-2 with both', { code: '3-2', facts: '有' }, { materials: [{ kind: '记录', title: '干预登记表' }] }, []],
  ['3-3 told only', { code: '3-3', facts: '有' }, {}, ['媒体报道或者信访材料']],
  ['3-4 told only', { code: '3-4', facts: '有' }, {}, ['妨碍、抗拒执行的经过记录', '公安机关受案材料']],
  ['3-5 with nothing', { code: '3-5' }, {}, ['系列、关联案件的案号清单']],
  ['3-5 with a case', { code: '3-5', relatedCases: ['（2017）吉0105执8号'] }, {}, []],
  ['3-6 with nothing', { code: '3-6' }, {}, ['财产所在地或者所属法院', '财产清单']],
  ['3-6 with both', { code: '3-6', propertyCourt: '吉0105' }, { materials: [list] }, []],
  ['3-7 with nothing', { code: '3-7' }, {}, ['被执行人的特殊主体类型', '难以执行的情况说明']],
  [
    '3-8 told too shortly',
    { code: '3-8', facts: '案情复杂。' },
    {},
    ['案件重大、疑难、复杂的具体情况（不少于20字；设置，不是法律规定）'],
  ],
  ['3-8 told', { code: '3-8', facts: '案涉十二处房产分属五名案外人占有，腾退需要跨区警力。' }, {}, []],
])('proof that is missing is named and changes nothing computed: %s', (_, claim, more, missing) => {
  const evaluated = at(claim, more);
  expect(evaluated.missing).toEqual(missing);
  expect(evaluated.explanation.includes('缺少：')).toBe(missing.length > 0);
  expect(evaluated.met).toBe(at(claim, { ...more, materials: [list, ...(more.materials ?? [])] }).met);
});

test('a code that never was a court of the province is for a person to look at', () => {
  expect(at({ code: '3-6', propertyCourt: '吉9999' })).toMatchObject({ met: null, outOfProvince: false });
  expect(at({ code: '3-6', propertyCourt: '辽01' })).toMatchObject({ met: null, outOfProvince: true });
});

test.each([
  ['辽宁省沈阳市铁西区', true],
  ['黑龙江哈尔滨市', true],
  ['位于内蒙古通辽市', true],
  ['长春市朝阳区、辽宁省大连市', true],
  ['北京市朝阳区', true],
  ['广西南宁', true],
  ['吉林省长春市', false],
  ['长春市重庆路12号', false],
  ['重庆路12号', false],
  ['辽源市西安区', false],
  ['上海路', false],
  ['长春市北京大街', false],
  ['', false],
])('property at %p lies in another province: %p', (propertyPlace, outOfProvince) => {
  expect(at({ code: '3-6', propertyPlace })).toMatchObject({ met: null, outOfProvince });
});

test('property with a court in the province is not out of it, whatever the place says', () => {
  const claim: GroundClaim = { code: '3-6', propertyCourt: '吉0105', propertyPlace: '辽宁省' };
  expect(at(claim)).toMatchObject({ met: true, outOfProvince: false });
});
