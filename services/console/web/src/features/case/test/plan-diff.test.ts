import type { PlanVersion } from '@xiezhi/contracts/views';
import { compareTexts, planChanges, type Piece } from '../lib/plan-diff';

const officer = { name: '袁某', court: '吉0105', credential: '公务证031号' };
const plan = (more: Partial<PlanVersion> = {}): PlanVersion => ({
  version: 1,
  status: 'DRAFT',
  approvals: [],
  tasks: '公告。腾退。拍卖。',
  responsibilities: '各院分工。',
  command: '中院统一指挥。',
  coordination: '联系街道。',
  support: '警车两辆。',
  officers: [officer],
  ...more,
});

const written = (pieces: readonly Piece[]) =>
  pieces.map(({ kind, text }) => `${{ same: '=', added: '+', removed: '-' }[kind]}${text}`);

test.each<[string, string, string[]]>([
  ['公告。腾退。拍卖。', '公告。腾退。拍卖。', ['=公告。腾退。拍卖。']],
  ['公告。腾退。拍卖。', '公告。清点；腾退。拍卖。', ['=公告。', '+清点；', '=腾退。拍卖。']],
  ['公告。腾退。拍卖。', '公告。拍卖。', ['=公告。', '-腾退。', '=拍卖。']],
  ['警车两辆', '警车四辆', ['-警车两辆', '+警车四辆']],
  ['', '新增', ['+新增']],
  ['删去', '', ['-删去']],
  ['', '', []],
  ['一。\n二。', '一。\n三。', ['=一。\n', '-二。', '+三。']],
])('%j became %j', (before, after, expected) => expect(written(compareTexts(before, after))).toEqual(expected));

test('what stayed and went is the old text, what stayed and came the new one', () => {
  const [before, after] = ['一。二。三。四。', '二。一。三。五。四'];
  const pieces = compareTexts(before, after);
  const kept = (kind: Piece['kind']) =>
    pieces
      .filter((piece) => piece.kind === 'same' || piece.kind === kind)
      .map(({ text }) => text)
      .join('');
  expect([kept('removed'), kept('added')]).toEqual([before, after]);
});

test('only the sections that changed, and who came and went', () => {
  const other = { ...officer, name: '傅某' };
  const changes = planChanges(
    plan(),
    plan({ version: 2, support: '警车四辆。', risks: '防冲突。', officers: [other] }),
  );
  expect(changes.sections.map(({ section }) => section)).toEqual(['support', 'risks']);
  expect(changes.officers).toEqual({ added: [other], removed: [officer] });
  expect(planChanges(plan(), plan({ version: 2 }))).toEqual({ sections: [], officers: { added: [], removed: [] } });
});
