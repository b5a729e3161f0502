import { commandSchemas } from '@xiezhi/contracts';
import type { CommandType } from '@xiezhi/rules';
import { z } from 'zod';
import { COMMAND_FORMS } from '../forms/command-forms';
import { pathOf } from '../forms/paths';
import { filled, formOf, objections } from '../forms/schema-fields';

const properties = (command: CommandType): string[] => {
  const schema = z.toJSONSchema(commandSchemas[command] as z.ZodType, { io: 'input', unrepresentable: 'any' });
  return Object.keys((schema as { properties?: object }).properties ?? {});
};

test.each(Object.keys(COMMAND_FORMS) as CommandType[])('the form of %s asks for what the contract takes', (command) => {
  const asked = COMMAND_FORMS[command]!.fields.map(({ name }) => name);
  expect(properties(command)).toEqual(expect.arrayContaining(asked));
});

test('every command on an open case is asked for in the court’s words, none by the names of its schema', () => {
  const opening = ['application.submit', 'order.register'];
  const commands = (Object.keys(commandSchemas) as CommandType[]).filter((command) => !opening.includes(command));
  for (const command of commands) {
    const { fields } = formOf(command);
    const words = fields.flatMap(({ label, choices = [] }) => [label, ...choices.map(([, word]) => word)]);
    expect(words.filter((word) => !/[\u4e00-\u9fff]/.test(word)).map((word) => `${command}: ${word}`)).toEqual([]);
  }
});

test('why a decision is late must be said where it is asked', () => {
  const reason = formOf('review.decide').fields.find(({ name }) => name === 'overdueReason');
  expect(reason).toMatchObject({ whenLate: 'REVIEW', required: true });
});

test.each<[CommandType, Record<string, unknown>, string[]]>([
  ['review.propose', { outcome: 'APPROVE' }, ['reasons']],
  ['review.propose', { outcome: 'APPROVE', reasons: '  ' }, ['reasons']],
  ['review.propose', { outcome: 'APPROVE', reasons: '应当协同' }, []],
  ['closeout.request', { outcome: 'REVOKED', recoveredAmount: -1, summary: '无' }, ['recoveredAmount']],
])('%s with %j is objected to at %j, in Chinese', (command, values, fields) => {
  const found = objections(command, values);
  expect(found.map(({ name }) => String(name[0]))).toEqual(fields);
  for (const { message } of found) expect(message).toMatch(/[\u4e00-\u9fff]/);
});

test('what was left empty is absent', () => {
  expect(filled({ a: '', b: [], c: null, d: undefined, e: 0, f: false, g: '甲' })).toEqual({ e: 0, f: false, g: '甲' });
});

test('a path of a field error leads to the form’s field', () => {
  expect(pathOf('grounds[0].relatedCases[2]')).toEqual(['grounds', 0, 'relatedCases', 2]);
});
