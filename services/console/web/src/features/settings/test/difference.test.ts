import { DEFAULT_SETTINGS, SETTINGS } from '@xiezhi/rules';
import { changeOf, differencesOf, problemsOf } from '../lib/difference';

const current = Object.fromEntries(SETTINGS.map((setting) => [setting.id, setting.read(DEFAULT_SETTINGS)]));

test('only what differs is proposed; an emptied field stays as it is', () => {
  const typed = { ...current, farParticipantKm: 321, meetingAttendees: null };
  expect(changeOf(current, typed)).toEqual({ farParticipantKm: 321 });
  expect(changeOf(current, current)).toEqual({});
});

test('the difference is in words', () => {
  expect(differencesOf(current, { farParticipantKm: 321, correctionMode: 'none' })).toMatchObject([
    { id: 'correctionMode', after: '补正不影响审查期限' },
    { id: 'farParticipantKm', after: '321公里' },
  ]);
});

test.each([
  [{ meetingAttendees: 2 }, 'meetingAttendees'],
  [{ farParticipantKm: 2001 }, 'farParticipantKm'],
  [{}, ''],
])('%j is objected to at its field', (change, field) => {
  expect([...problemsOf(change).keys()]).toEqual([field]);
});
