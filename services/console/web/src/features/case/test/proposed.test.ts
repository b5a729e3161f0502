import { holdsHidden } from '../lib/proposed';

const view = {
  case: {
    parties: [
      { role: 'applicant', name: '某己建材有限公司', kind: 'organisation' },
      { role: 'respondent', name: '杨某', kind: 'person' },
    ],
  },
} as unknown as Parameters<typeof holdsHidden>[0];

test.each([
  ['某己建材有限公司申请执行，符合规定的情形。', false],
  ['杨某多次阻拦腾退。', true],
  ['联系电话138****1234。', true],
])('whether names or numbers are hidden in “%s”', (text, hidden) => expect(holdsHidden(view, text)).toBe(hidden));

test('names revealed among the parties are still hidden in what others wrote', () => {
  const revealed = { case: { parties: [{ ...view.case.parties[1]!, name: '杨柳青' }] } };
  expect(holdsHidden(revealed, '杨某多次阻拦腾退。')).toBe(true);
});
