import { DEFAULT_SETTINGS } from '../../src/index';
import type { Settings } from '../../src/index';
import { contextWith, person, settingsWith } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;

const second: Settings = {
  ...settingsWith({ 'HR-03': 4, 'HR-06': 20, correctionMode: 'none', meetingAttendees: 5 }),
  version: 2,
};
const adopt = { version: 2, reason: '执行局统一调整', settings: second };

test('duties opened afterwards are counted by the adopted version; what runs keeps its days', () => {
  const c = scene.proposed();
  const before = c.deadline('REVIEW');
  c.does('2019-03-11 10:00', people.director, 'settings.adopt', adopt);
  expect(c.deadline('REVIEW')).toEqual(before);
  expect(c.of('settings.adopted')).toMatchObject([{ payload: { version: 2, from: 1, reason: '执行局统一调整' } }]);
  c.does('2019-03-12 09:00', people.director, 'review.decide', { outcome: 'APPROVE', reasons: '理由' });
  expect(c.deadline('SERVICE')).toMatchObject({ workdays: 4, due: '2019-03-18', authority: 'HR-03' });
});

test('a correction under way is finished by the mode it began with', () => {
  const c = scene.correctionRequested().does('2019-03-06 10:00', people.director, 'settings.adopt', adopt);
  c.does('2019-03-08 09:00', people.applicant, 'application.supplement', { materials: [], complete: true });
  expect(c.deadline('REVIEW')).toMatchObject({ startedOn: '2019-03-08', status: 'OPEN' });
});

test('a calendar published later moves a duty by the days it was opened with', () => {
  const c = scene.approved().does('2019-03-12 10:00', people.director, 'settings.adopt', adopt);
  const { workdays, due } = c.deadline('SERVICE');
  const shipped = { region: 'national', year: 2019, version: 2, notice: '停办', makeup: [] };
  c.publish('2019-03-12 11:00', { ...shipped, off: [due] });
  expect(c.deadline('SERVICE')).toMatchObject({ workdays, revisions: [{ from: due }] });
});

test.each([
  ['the version in force already', { ...adopt, version: 1, settings: DEFAULT_SETTINGS }, 'NOT_ALLOWED_IN_STATE'],
  ['a version nobody published', { version: 7, reason: '调整' }, 'NOT_FOUND'],
  ['a version that says it is another', { ...adopt, version: 3 }, 'NOT_FOUND'],
])('%s is refused', (_, fields, code) => {
  expect(scene.underReview().refusal('2019-03-11 10:00', people.director, 'settings.adopt', fields)).toBe(code);
});

test('a closed case keeps its version; another court’s director may not change it', () => {
  expect(scene.closed().refusal('2019-04-01 10:00', people.director, 'settings.adopt', adopt)).toBe(
    'NOT_ALLOWED_IN_STATE',
  );
  const elsewhere = person(scene.EXECUTING, 'bureauDirector');
  expect(scene.underReview().refusal('2019-03-11 10:00', elsewhere, 'settings.adopt', adopt)).toBe('FORBIDDEN');
});

test('a case opened under a later version can go back to the shipped one', () => {
  const c = scene.proposed('APPROVE', contextWith({ settings: second }));
  c.does('2019-03-11 10:00', people.director, 'settings.adopt', {
    version: 1,
    reason: '恢复',
    settings: DEFAULT_SETTINGS,
  });
  c.does('2019-03-12 09:00', people.director, 'review.decide', { outcome: 'APPROVE', reasons: '理由' });
  expect(c.deadline('SERVICE').workdays).toBe(2);
});
