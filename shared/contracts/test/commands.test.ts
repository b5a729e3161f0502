import fc from 'fast-check';
import { decisionPaper } from '@xiezhi/rules';
import type { CaseFields, CommandType } from '@xiezhi/rules';
import { commandSchemas } from '../src';

function messages(command: CommandType, given: unknown): Record<string, string> {
  const parsed = commandSchemas[command].safeParse(given);
  return Object.fromEntries((parsed.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]));
}

test.each<[CommandType, object, Record<string, string>]>([
  ['review.propose', {}, { outcome: '请填写结论', reasons: '请填写理由' }],
  ['review.propose', { outcome: 'APPROVE', reasons: ' ' }, { reasons: '请填写理由' }],
  [
    'review.propose',
    { outcome: 'PERHAPS', reasons: 7 },
    { outcome: '结论应为 APPROVE 或 REFUSE', reasons: '理由应为文字' },
  ],
  ['application.withdraw', {}, { reason: '请填写撤回理由' }],
  ['execution.instruct', { text: '到场' }, { to: '请填写法院代字' }],
  ['execution.instruct', { to: 7, text: null }, { to: '法院代字应为文字', text: '请填写指令内容' }],
  ['ground.override', { ground: '3-9' }, { ground: '情形应为 3-1 至 3-8', reason: '请填写认定理由' }],
  ['order.conclude', { reasons: '已执结' }, { ground: '请填写终结事由' }],
  ['application.supplement', { materials: [] }, { complete: '请填写是否齐全' }],
])('%s of %j says what is missing and what has another form', (command, given, expected) => {
  expect(messages(command, given)).toEqual(expected);
});

test.each([
  ['reason', commandSchemas['application.withdraw'], '撤回理由不超过20000字'],
  ['cause', commandSchemas['application.submit'].pick({ cause: true }), '案由不超过500字'],
])('a %s that is too long is told so once', (field, schema, sentence) => {
  const parsed = schema.safeParse({ [field]: '长'.repeat(20_001) });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([sentence]);
});

test.each([
  ['2018-02-29', '起日应为有效日期，格式为YYYY-MM-DD'],
  ['0001-01-01', '起日应在1991-04-09至2099-12-31之间'],
  ['1991-04-08', '起日应在1991-04-09至2099-12-31之间'],
  ['2100-01-01', '起日应在1991-04-09至2099-12-31之间'],
  ['1991-04-09', undefined],
  ['2099-12-31', undefined],
])('a day %s of a period: %s', (start, why) => {
  const { exclusions } = commandSchemas['application.submit'].shape;
  const parsed = exclusions.safeParse([{ type: '评估', start, end: '2018-01-01' }]);
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual(why && [`扣除期间${why}`]);
});

test.each([
  ['1949-09-30', '执行依据的作出日期应在1949-10-01至2099-12-31之间'],
  ['1949-10-01', undefined],
  ['1988-02-29', undefined],
])('an instrument made on %s: %s', (day, why) => {
  const { basis } = commandSchemas['application.submit'].shape;
  const instrument = { document: '民事判决书', number: '（1988）朝法民字第1号', madeBy: '某法院', date: day };
  const parsed = basis.safeParse(instrument);
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual(why && [why]);
});

test.each(['0001-01-01T00:00:00Z', '1991-04-08T23:59:59+08:00', '9999-01-01T00:00:00+08:00', 'yesterday'])(
  'a device cannot have kept a record at %s',
  (capturedAt) => {
    expect(Object.keys(messages('execution.acknowledge', { record: 1, capturedAt }))).toEqual(['capturedAt']);
  },
);

test('a court code is short and plain; whether it is one is the Rule’s to say', () => {
  for (const to of ['吉\ud800', '吉 01', '吉\u200b01', '吉01'.repeat(4), '张-三']) {
    expect(Object.keys(messages('execution.instruct', { to, text: '到场' }))).toEqual(['to']);
  }
  for (const [to, code] of [
    ['jl1', 'jl1'],
    ['吉9x', '吉9x'],
    ['JL0104', '吉0104'],
    ['最高法', '最高法'],
    ['京0105', '京0105'],
  ]) {
    expect(commandSchemas['execution.instruct'].parse({ to, text: '到场' }).to).toBe(code);
  }
});

describe('a text that no paper could show', () => {
  test.each([
    ['a control character', '甲\u0007公司', '含有不可见的控制字符'],
    ['half a character', '甲\ud842公司', '含有残缺的字符，请重新录入'],
    ['a private character', '王\ue863', '含有无法打印的自造字（U+E863），请改用规范字'],
    ['a character of a private plane', '王\u{f0000}', '含有无法打印的自造字（U+F0000），请改用规范字'],
    ['no character at all', '甲\ufffe', '含有无法打印的无效字符（U+FFFE）'],
    ['an unassigned one', '甲\u0378', '含有无法打印的无效字符（U+0378）'],
    ['nothing to see', '\u200b\u2060', '没有可以打印的文字'],
  ])('is refused by name: %s', (_, given, why) => {
    expect(messages('execution.instruct', { to: '吉0105', text: given })).toEqual({ text: `指令内容${why}` });
    expect(messages('correction.request', { missing: [given] })).toEqual({ 'missing.0': `缺少的材料${why}` });
    expect(messages('plan.submit', { tasks: given })).toEqual({ tasks: `方案内容${why}` });
    const officers = [{ name: given, court: '吉01', credential: '1' }];
    expect(messages('plan.submit', { officers })).toEqual({ 'officers.0.name': `姓名${why}` });
    expect(messages('review.decide', { outcome: 'APPROVE', reasons: '应当协同', overdueReason: given })).toEqual({
      overdueReason: `逾期理由${why}`,
    });
  });

  test.each(['王䶮', '𠮷野', '\u{2ebf0}', '\u{3134f}', 'Ǖ', '㎡', '①', '甲\u200b公司', '葛󠄀', '“甲”—乙'])(
    'is not one with a rare or a doubtful character: %s',
    (given) => {
      expect(messages('execution.instruct', { to: '吉0105', text: given })).toEqual({});
    },
  );

  test('may have its own line breaks and tabs, but not in a line', () => {
    const given = '一\r\n二\t三\n四';
    expect(messages('execution.instruct', { to: '吉0105', text: given })).toEqual({});
    expect(messages('correction.request', { missing: [given] })).toEqual({
      'missing.0': '缺少的材料含有不可见的控制字符',
    });
  });

  test('is not longer on paper than it may be typed', () => {
    const given = '\u{1d160}'.repeat(9_000);
    expect(messages('execution.instruct', { to: '吉0105', text: given })).toEqual({ text: '指令内容超过20000字' });
  });

  test('never comes to a paper: whatever passes can be made a paper of', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
          { maxLength: 8 },
        )
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anything, anything, (name, reasons) => {
        const party = { side: 'applicant', name, kind: 'person' };
        const other = { side: 'respondent', name: '乙公司', kind: 'organization' };
        const parsed = commandSchemas['application.submit'].shape.parties.safeParse([party, other]);
        const drafted = commandSchemas['review.propose'].safeParse({ outcome: 'APPROVE', reasons });
        if (!parsed.success || !drafted.success) return;
        const caseFields = { caseNumber: '（2016）吉0104执312号', cause: '买卖合同纠纷', parties: parsed.data };
        const { blocks } = decisionPaper(
          { caseFields: caseFields as CaseFields, executingCourt: '吉0104', decidingCourt: '吉01', supplements: [] },
          {
            decidedOn: '2018-10-09',
            reasons: drafted.data.reasons,
            legalBasis: '第132条第2款',
            operative: '协同执行。',
          },
          { number: '（2018）吉01协同执字第1号', addressee: '吉0104', copies: [] },
          '2018-10-09T16:20:00.000+08:00',
        );
        expect(blocks.map(({ text }) => text).join('')).not.toMatch(/(?!\n)\p{Cc}|\p{Cs}|\p{Co}/u);
      }),
    );
  });
});
