import { SHIPPED_CALENDAR } from '@xiezhi/rules';
import { readFile } from '../api/read-file';

const head = { region: 'national', year: 2027, notice: '' };
const read = (lines: string, of = head) => readFile(`date,kind,name\n${lines}`, of, SHIPPED_CALENDAR);

test('the days can be looked at before the notice is named', () => {
  expect(read('2027-01-01,off,元旦\n2027-02-20,makeup,春节调休')).toMatchObject({
    year: { off: ['2027-01-01'], makeup: ['2027-02-20'] },
    remarks: [],
  });
});

test.each([
  ['2027-02-30,off,', '第2行', '日期“2027-02-30”不存在'],
  ['2027-01-01,off,\n2027-01-04,holiday,', '第3行', '种类“holiday”无效'],
  ['2027-01-01,off,\n2027-01-01,off,', '第3行', '与第2行重复'],
  ['2027-01-01,off,\n2027-01-05,makeup,', '第3行', '本来就是工作日'],
])('%j is objected to at %s', (lines, place, message) => {
  expect(read(lines)).toEqual({ problems: [{ place, message: expect.stringContaining(message) as string }] });
});

test('what is wrong is told in the order of the lines', () => {
  const told = read('2027-02-30,off,\n2027-01-01,holiday,') as { problems: { place: string }[] };
  expect(told.problems.map(({ place }) => place)).toEqual(['第2行', '第3行']);
});

test('a day off that is a weekend anyway is taken, and pointed out', () => {
  expect(read('2027-01-02,off,')).toMatchObject({ remarks: [{ place: '第2行' }] });
});
