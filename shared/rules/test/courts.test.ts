import {
  courtByCode,
  courtIdentity,
  courtsOn,
  distanceKm,
  findCourt,
  fromAsciiCourt,
  intermediateOf,
  isWithin,
  requireCourt,
  superiorOf,
  toAsciiCourt,
} from '../src';

const unknown = expect.objectContaining({ code: 'COURT_UNKNOWN' }) as Error;

test('the register: one high, twelve intermediate, eighty basic courts; every superior exists', () => {
  const courts = courtsOn('2025-01-01');
  const count = (tier: string) => courts.filter((court) => court.tier === tier).length;
  expect([count('HIGH'), count('INTERMEDIATE'), count('BASIC')]).toEqual([1, 12, 80]);
  for (const court of courts) {
    const above = superiorOf(court.code, '2025-01-01');
    expect(above?.tier).toBe({ HIGH: undefined, INTERMEDIATE: 'HIGH', BASIC: 'INTERMEDIATE' }[court.tier]);
  }
});

test('names are unique but for a court in changeover', () => {
  const twice = (on: string) => {
    const names = courtsOn(on).map((court) => court.name);
    return names.filter((name, i) => names.indexOf(name) !== i);
  };
  expect(twice('2018-05-14')).toEqual([]);
  expect(twice('2025-01-01')).toEqual([]);
  expect(twice('2020-09-01')).toEqual(['吉林省公主岭市人民法院']);
});

test.each([
  ['2018-05-14', '吉0381', '吉03'],
  ['2020-06-30', '吉0381', '吉03'],
  ['2020-07-01', '吉0184', '吉01'],
  ['2020-12-31', '吉0184', '吉01'],
  ['2021-01-01', '吉0184', '吉01'],
])('公主岭 on %s is %s under %s', (on, code, parent) => {
  expect(findCourt('吉林省公主岭市人民法院', on)).toMatchObject({ code, parent });
  expect(findCourt('公主岭', on)?.code).toBe(code);
  expect(intermediateOf(code, on)).toBe(parent);
});

test('a code stands only within its window, its identity always', () => {
  expect(courtByCode('吉0381', '2020-12-31')?.parent).toBe('吉03');
  expect(courtByCode('吉0381', '2021-01-01')).toBeUndefined();
  expect(courtByCode('吉0184', '2020-06-30')).toBeUndefined();
  expect(courtIdentity('吉0381')).toBe(courtIdentity('吉0184'));
  expect(courtIdentity('吉0105')).not.toBe(courtIdentity('吉0104'));
});

test('a renamed court answers to the name of its day', () => {
  expect(courtByCode('吉0193', '2018-05-14')?.name).toBe('长春高新技术产业开发区人民法院');
  expect(courtByCode('吉0193', '2021-01-01')?.name).toBe('长春新区人民法院');
  expect(findCourt('长春新区人民法院', '2018-05-14')).toBeUndefined();
  expect(findCourt('图们铁路运输法院', '2018-05-14')).toMatchObject({ code: '吉7105', name: '延边铁路运输法院' });
});

test.each([
  ['吉', '吉'],
  ['JL0104', '吉0104'],
  ['ｊｌ０１０４', '吉0104'],
  [' 吉 0104 ', '吉0104'],
  ['吉林省长春市朝阳区人民法院', '吉0104'],
  ['长春市朝阳区人民法院', '吉0104'],
  ['朝阳区人民法院', '吉0104'],
  ['朝阳区法院', '吉0104'],
  ['朝阳法院', '吉0104'],
  ['长春中院', '吉01'],
  ['长春市中级人民法院', '吉01'],
  ['吉林中院', '吉02'],
  ['吉林市中院', '吉02'],
  ['省高院', '吉'],
  ['吉林高院', '吉'],
  ['延边中院', '吉24'],
  ['延边州中级人民法院', '吉24'],
  ['二道区', '吉0105'],
  ['二道江法院', '吉0503'],
  ['敦化法院', '吉2403'],
  ['敦化林区法院', '吉7504'],
  ['前郭县人民法院', '吉0721'],
  ['长春铁路运输中院', '吉71'],
  ['长春经开区法院', '吉0191'],
  ['长春汽开区法院', '吉0192'],
  ['通化县法院', '吉0521'],
])('%s means %s', (text, code) => expect(findCourt(text, '2018-10-01')?.code).toBe(code));

test.each([
  '',
  ' ',
  '级',
  '法院',
  '长春',
  '敦化',
  '二道',
  '通化法院',
  '吉0199',
  'jl1',
  '吉01041',
  '__proto__',
  '北京市高级人民法院',
])('%p is no court, or not one only', (text) => {
  expect(findCourt(text, '2018-10-01')).toBeUndefined();
  expect(() => requireCourt(text, '2018-10-01')).toThrow(unknown);
});

test('every court is found by its own name and codes', () => {
  for (const on of ['2018-05-14', '2025-01-01']) {
    for (const court of courtsOn(on)) {
      for (const text of [court.name, court.code, toAsciiCourt(court.code), court.name.replace('吉林省', '')]) {
        if (text !== '高级人民法院') expect([text, findCourt(text, on)?.code]).toEqual([text, court.code]);
      }
    }
  }
});

test('within: the court itself and those below, on that day', () => {
  expect(isWithin('吉0104', '吉01', '2018-10-01')).toBe(true);
  expect(isWithin('吉0104', '吉', '2018-10-01')).toBe(true);
  expect(isWithin('吉01', '吉01', '2018-10-01')).toBe(true);
  expect(isWithin('吉01', '吉0104', '2018-10-01')).toBe(false);
  expect(isWithin('吉0104', '吉02', '2018-10-01')).toBe(false);
  expect(isWithin('吉0381', '吉03', '2018-10-01')).toBe(true);
  expect(isWithin('吉0381', '吉03', '2021-10-01')).toBe(false);
  expect(isWithin('吉99', '吉', '2018-10-01')).toBe(false);
  expect(intermediateOf('吉', '2018-10-01')).toBeUndefined();
  expect(intermediateOf('吉01', '2018-10-01')).toBe('吉01');
});

test('ASCII codes there and back', () => {
  expect([toAsciiCourt('吉'), toAsciiCourt('吉01'), toAsciiCourt('吉0104')]).toEqual(['jl', 'jl01', 'jl0104']);
  expect([fromAsciiCourt('jl'), fromAsciiCourt('jl01'), fromAsciiCourt('jl0104')]).toEqual(['吉', '吉01', '吉0104']);
  for (const bad of ['jl1', 'jl010', 'JL01', '吉01', '', 'jl01.04']) expect(() => fromAsciiCourt(bad)).toThrow(unknown);
  for (const bad of ['jl01', '吉1', '']) expect(() => toAsciiCourt(bad)).toThrow(unknown);
});

test('distances between seats are symmetric and plausible', () => {
  expect(distanceKm('吉01', '吉01')).toBe(0);
  expect(distanceKm('吉01', '吉24')).toBeCloseTo(distanceKm('吉24', '吉01'));
  expect(distanceKm('吉01', '吉24')).toBeGreaterThan(300);
  expect(distanceKm('吉01', '吉24')).toBeLessThan(420);
  expect(distanceKm('吉0104', '吉0105')).toBeLessThan(20);
  expect(() => distanceKm('吉01', '吉99')).toThrow(unknown);
});
