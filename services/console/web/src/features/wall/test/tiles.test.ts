import { courtByCode, courtsOn } from '@xiezhi/rules';
import { blocksOf, shadeOf, shortName } from '../lib/tiles';

const ON = '2026-03-02';
const blockOf = (area: string, head: string, on = ON) => blocksOf(area, on).find((block) => block.head.court === head);

test('every court of the province but the High Court has one tile', () => {
  const placed = blocksOf('吉', ON).flatMap(({ head, tiles }) => [head, ...tiles].map(({ court }) => court));
  const all = courtsOn(ON).flatMap(({ code, tier }) => (tier === 'HIGH' ? [] : [code]));
  expect([...placed].sort()).toEqual([...all].sort());
});

test('公主岭 lies under 四平 in 2018 and under 长春 today', () => {
  const shorts = (head: string, on: string) => blockOf('吉', head, on)?.tiles.map(({ short }) => short);
  expect(shorts('吉03', '2018-09-20')).toContain('公主岭');
  expect(shorts('吉01', '2018-09-20')).not.toContain('公主岭');
  expect(shorts('吉01', ON)).toContain('公主岭');
});

test.each([
  ['吉', '省高院'],
  ['吉01', '长春'],
  ['吉24', '延边'],
  ['吉71', '长春铁路'],
  ['吉75', '延边林区'],
  ['吉0104', '朝阳'],
  ['吉0122', '农安'],
  ['吉0192', '汽开区'],
  ['吉0193', '长春新区'],
  ['吉0194', '净月'],
  ['吉0291', '高新区'],
  ['吉0323', '伊通'],
  ['吉0521', '通化'],
  ['吉0581', '梅河口'],
  ['吉0721', '前郭'],
  ['吉7102', '吉林'],
  ['吉7601', '白石山'],
])('%s is %s for short', (code, short) => {
  expect(shortName(courtByCode(code, ON)!)).toBe(short);
});

test('an intermediate court sees its own block, a basic court its own tile', () => {
  expect(blocksOf('吉04', ON).map(({ head, tiles }) => [head.court, tiles.length])).toEqual([['吉04', 4]]);
  expect(blocksOf('吉0104', ON)).toMatchObject([{ head: { court: '吉0104' }, tiles: [] }]);
});

test.each([
  [0, 9, 0],
  [1, 9, 1],
  [3, 9, 2],
  [5, 9, 3],
  [9, 9, 4],
  [1, 1, 4],
])('%i of at most %i has shade %i', (open, most, shade) => expect(shadeOf(open, most)).toBe(shade));
