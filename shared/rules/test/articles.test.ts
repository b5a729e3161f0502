import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroundClaim, GroundContext } from '../src';
import { ARTICLES, evaluateGround, GROUNDS, netAge } from '../src';

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
