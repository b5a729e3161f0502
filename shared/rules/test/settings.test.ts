import {
  changedSettings,
  DEFAULT_SETTINGS,
  defaultOf,
  HOUSE_RULES,
  SETTINGS,
  settingsDifferences,
  settingsInForce,
  settingsProblems,
  valueInWords,
} from '../src';

const version = (number: number, effectiveFrom: string) => ({
  settings: { ...DEFAULT_SETTINGS, version: number },
  effectiveFrom,
});

test('every house rule with a number and every other field of the settings can be set, once', () => {
  const { version: _version, workdays, ...others } = DEFAULT_SETTINGS;
  const ids = SETTINGS.map(({ id }) => id as string);
  expect([...ids].sort()).toEqual([...Object.keys(workdays), ...Object.keys(others)].sort());
  expect(HOUSE_RULES.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
  for (const setting of SETTINGS) {
    expect(setting.articles.length).toBeGreaterThan(0);
    expect(settingsProblems({ [setting.id]: defaultOf(setting) })).toEqual([]);
  }
});

test.each([
  [{ 'HR-05': 1 }],
  [{ 'HR-05': 60 }],
  [{ correctionNoticeWorkdays: 3 }],
  [{ urgentAcknowledgementMinutes: 5 }],
  [{ urgentAcknowledgementMinutes: 1440 }],
  [{ correctionMode: 'pause', 'HR-02': 7 }],
  [{ meetingAttendees: 3 }],
  [{ overdueRepetition: true }],
  [{ farParticipantKm: 200, 'HR-01': undefined }],
])('%j can be approved', (change) => expect(settingsProblems(change)).toEqual([]));

test.each([
  [{}, ['']],
  [{ 'HR-05': undefined }, ['']],
  [{ 'HR-05': 0 }, ['HR-05']],
  [{ 'HR-05': 61 }, ['HR-05']],
  [{ 'HR-05': 1.5 }, ['HR-05']],
  [{ 'HR-05': '5' }, ['HR-05']],
  [{ 'HR-05': null }, ['HR-05']],
  [{ 'HR-11': 5 }, ['HR-11']],
  [{ version: 5 }, ['version']],
  [{ toString: 5 }, ['toString']],
  [{ correctionMode: 'halt' }, ['correctionMode']],
  [{ correctionMode: 'toString' }, ['correctionMode']],
  [{ urgentAcknowledgementMinutes: 4, meetingAttendees: 2 }, ['urgentAcknowledgementMinutes', 'meetingAttendees']],
  [{ urgentAcknowledgementMinutes: 1441 }, ['urgentAcknowledgementMinutes']],
  [{ farParticipantKm: 0 }, ['farParticipantKm']],
  [{ overdueRepetition: 'yes' }, ['overdueRepetition']],
])('%j is refused, in Chinese', (change, ids) => {
  const problems = settingsProblems(change);
  expect(problems.map(({ id }) => id)).toEqual(ids);
  for (const { message } of problems) expect(message).toMatch(/[\u4e00-\u9fff]/);
});

test('a change leaves what it does not name, and says what it changed', () => {
  const change = { 'HR-05': 6, correctionMode: 'pause', overdueRepetition: false, 'HR-01': undefined };
  const changed = changedSettings(DEFAULT_SETTINGS, change, 2);
  expect(changed).toEqual({
    ...DEFAULT_SETTINGS,
    version: 2,
    correctionMode: 'pause',
    overdueRepetition: false,
    workdays: { ...DEFAULT_SETTINGS.workdays, 'HR-05': 6 },
  });
  expect(settingsDifferences(DEFAULT_SETTINGS, changed).map(({ words }) => words)).toEqual([
    '补正期间审查期限的计算：补齐后重新计算 → 补正期间停止计算',
    '层报：5个工作日 → 6个工作日',
    '逾期后每个工作日再次提醒：是 → 否',
  ]);
  expect(settingsDifferences(changed, changed)).toEqual([]);
});

test('values in words', () => {
  const words = (id: string) => {
    const setting = SETTINGS.find((candidate) => candidate.id === id)!;
    return valueInWords(setting, setting.read(DEFAULT_SETTINGS));
  };
  expect(['HR-01', 'urgentAcknowledgementMinutes', 'farParticipantKm', 'meetingAttendees'].map(words)).toEqual([
    '10个工作日',
    '30分钟',
    '150公里',
    '3人',
  ]);
});

test.each([
  ['2019-01-01', 1],
  ['2019-03-03', 1],
  ['2019-03-04', 2],
  ['2019-03-31', 2],
  ['2019-04-01', 4],
  ['2030-01-01', 4],
])('on %s version %i is in force', (on, expected) => {
  const versions = [version(2, '2019-03-04'), version(4, '2019-04-01'), version(3, '2019-04-01')];
  expect(settingsInForce(versions, on).version).toBe(expected);
});
