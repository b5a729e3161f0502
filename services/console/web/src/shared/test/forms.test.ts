import { commandSchemas } from '@xiezhi/contracts';
import { COMMANDS, PLAN_SECTION_TITLES, SETTINGS, type CommandType } from '@xiezhi/rules';
import { z } from 'zod';
import { withFigure } from '../forms/fields';
import { FORMS } from '../language/forms';
import { pathOf } from '../forms/paths';
import { filled, formOf, objections } from '../forms/schema-fields';

const properties = (command: CommandType): string[] => {
  const schema = z.toJSONSchema(commandSchemas[command] as z.ZodType, { io: 'input', unrepresentable: 'any' });
  return Object.keys((schema as { properties?: object }).properties ?? {});
};

test.each(COMMANDS.map(({ name }) => name))('the form of %s asks for what the contract takes', (command) => {
  const asked = formOf(command).fields.map(({ name }) => name);
  expect(properties(command)).toEqual(expect.arrayContaining(asked));
});

test('every command on an open case is asked for in the court’s words, none by the names of its schema', () => {
  const opening = ['application.submit', 'order.register'];
  const commands = (Object.keys(commandSchemas) as CommandType[]).filter((command) => !opening.includes(command));
  for (const command of commands) {
    const { fields } = formOf(command);
    const words = fields.flatMap(({ label, choices = {} }) => [
      label[0],
      ...Object.values(choices).map(([word]) => word),
    ]);
    expect(words.filter((word) => !/[\u4e00-\u9fff]/.test(word)).map((word) => `${command}: ${word}`)).toEqual([]);
  }
});

test.each<[CommandType, string[]]>([
  ['execution.report', ['text', 'urgent']],
  ['execution.acknowledge', []],
  ['execution.object', ['reason']],
  ['ground.secondRead', ['opinion']],
  ['application.register', []],
])('%s asks for %j, and for nothing that a device or the page knows', (command, names) => {
  expect(formOf(command).fields.map(({ name }) => name)).toEqual(names);
});

test.each<[CommandType, Record<string, unknown>, string, string]>([
  ['correction.request', {}, 'missing', '请填写缺少的材料'],
  ['closeout.request', { outcome: 'ZHONGBEN', summary: '无' }, 'recoveredAmount', '请填写到位金额'],
  ['plan.submit', { officers: [{ name: '甲', court: '吉01' }] }, 'officers.0.credential', '请填写证件类型/号'],
  ['execution.instruct', { to: '吉0104', text: 7 }, 'text', '指令内容应为文字'],
])('%s with %j: of %s it is said: %s', (command, values, place, words) => {
  expect(objections(command, values).map(({ name, message }) => [name.join('.'), message])).toEqual([[place, words]]);
});

test('why a decision is late must be said where it is asked', () => {
  const reason = formOf('review.decide').fields.find(({ name }) => name === 'overdueReason');
  expect(reason).toMatchObject({ whenLate: 'REVIEW', required: true });
});

test.each<[CommandType, Record<string, unknown>, string[]]>([
  ['review.propose', { outcome: 'APPROVE' }, ['reasons']],
  ['review.propose', { outcome: 'APPROVE', reasons: '  ' }, ['reasons']],
  ['review.propose', { outcome: 'APPROVE', reasons: '应当协同' }, []],
  ['closeout.request', { outcome: 'ZHONGBEN', recoveredAmount: -1, summary: '无' }, ['recoveredAmount']],
  ['closeout.request', { outcome: 'REVOKED', recoveredAmount: 0, summary: '无' }, ['outcome']],
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

test('the sections of a plan are asked for by the names under which a refusal and the paper know them', () => {
  const { fields } = formOf('plan.submit');
  const asked = fields.filter(({ name }) => name in PLAN_SECTION_TITLES).map(({ name, label }) => [name, label[0]]);
  expect(asked).toEqual(Object.entries(PLAN_SECTION_TITLES));
});

test('what a setting decides is said with the case’s own figure, in both languages', () => {
  const figured = COMMANDS.map(({ name }) => name)
    .flatMap((command) => formOf(command).fields)
    .filter(({ help = '' }) => /设置/.test(help));
  expect(new Set(figured.map(({ setting }) => setting))).toEqual(
    new Set(['urgentAcknowledgementMinutes', 'meetingAttendees']),
  );
  for (const { help, setting } of figured) {
    expect(SETTINGS.map(({ id }) => String(id))).toContain(setting);
    for (const words of [help!, FORMS[help as keyof typeof FORMS]]) {
      expect(withFigure(words, 45)).toContain('45');
      expect(words).not.toMatch(/\d|[三十]/);
    }
  }
});
