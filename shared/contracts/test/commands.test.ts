import type { CommandType } from '@xiezhi/rules';
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
