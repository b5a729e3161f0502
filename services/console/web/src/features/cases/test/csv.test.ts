import { csvOf } from '../api/csv';

test.each([
  ['plain', [['甲', '乙']], '甲,乙\r\n'],
  ['separators and quotes', [['甲,乙', '说“"好”', '一\n二']], '"甲,乙","说“""好”","一\n二"\r\n'],
  ['what would be a formula', [['=1+1', '+86', '@x', '-1']], "'=1+1,'+86,'@x,'-1\r\n"],
])('%s', (_, rows, text) => expect(csvOf(rows)).toBe(`\uFEFF${text}`));
