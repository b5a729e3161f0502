import { commandSchemas } from '@xiezhi/contracts';
import type { CommandType } from '@xiezhi/rules';
import { z } from 'zod';
import type { Phrase } from '../language';
import { wordsFor } from './missing';
import { COMMAND_FORMS } from './command-forms';
import type { CommandForm, Field } from './fields';

interface JsonSchema {
  type?: string;
  enum?: string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
}

function fieldOf(name: string, schema: JsonSchema, required: boolean): Field | undefined {
  // A name of the contract stands for itself where nobody has worded it.
  const label = name as Phrase;
  if (schema.enum)
    return { name, label, kind: 'choice', required, choices: schema.enum.map((value) => [value, value as Phrase]) };
  if (schema.type === 'boolean') return { name, label, kind: 'yes' };
  if (schema.type === 'number' || schema.type === 'integer') return { name, label, kind: 'amount', required };
  if (schema.type === 'string') return { name, label, kind: 'text', required };
  if (schema.type === 'array' && schema.items?.type === 'string') return { name, label, kind: 'lines', required };
  return undefined;
}

/** What a command asks for: the worded form, or one made of its schema. */
export function formOf(command: CommandType): CommandForm {
  const worded = COMMAND_FORMS[command];
  if (worded) return worded;
  const schema = z.toJSONSchema(commandSchemas[command] as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  const fields = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]) => fieldOf(name, property, schema.required?.includes(name) === true) ?? [],
  );
  return { fields };
}

export interface FieldProblem {
  name: (string | number)[];
  message: string;
}

/** What the contract's own schema objects to, by field; empty when it may be sent. */
export function objections(command: CommandType, values: unknown): FieldProblem[] {
  const parsed = (commandSchemas[command] as z.ZodType).safeParse(values);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    name: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message: wordsFor(message, values, path),
  }));
}

/** Leaves out what was left empty, so that an optional field is absent and not empty. */
export function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const empty = (value: unknown) =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !empty(value)));
}
