import { commandSchemas } from '@xiezhi/contracts';
import { COMMAND, type CommandType } from '@xiezhi/rules';
import type { z } from 'zod';
import { wordsFor } from './missing';
import { LAYOUTS } from './command-forms';
import type { CommandForm, Field, FieldKind, Hint } from './fields';

type Definition = (typeof COMMAND)[CommandType]['fields'][string];

/** By what a field is asked for. */
function controlOf({ kind, entry }: Definition): FieldKind | undefined {
  switch (kind) {
    case 'text':
    case 'line':
    case 'amount':
    case 'number':
    case 'court':
      return kind;
    case 'name':
      return 'line';
    case 'flag':
      return 'yes';
    case 'code':
      return 'choice';
    case 'list':
      if (entry?.kind === 'court') return 'courts';
      return entry?.kind === 'line' ? 'lines' : 'entries';
    default:
      return undefined;
  }
}

function fieldOf(name: string, definition: Definition, { given, ...hint }: Hint): Field | undefined {
  const kind = controlOf(definition);
  if (given || definition.byDevice || kind === undefined) return undefined;
  const { label, words, optional, theRuleAsks } = definition;
  const required = kind !== 'yes' && (optional !== true || theRuleAsks === true);
  return { name, label, kind, ...(required ? { required } : {}), ...(words ? { choices: words } : {}), ...hint };
}

/** What a command asks for: the fields of its definition, with the console's hints. */
export function formOf(command: CommandType): CommandForm {
  const { hints = {}, ...asking } = LAYOUTS[command] ?? {};
  const hintFor: Readonly<Record<string, Hint | undefined>> = hints;
  const fields = Object.entries(COMMAND[command].fields).flatMap(
    ([name, definition]) => fieldOf(name, definition, hintFor[name] ?? {}) ?? [],
  );
  return { ...asking, fields };
}

export interface FieldProblem {
  name: (string | number)[];
  message: string;
}

/** What the contract's own schema objects to, by field; empty when it may be sent. */
export function objections(command: CommandType, values: unknown): FieldProblem[] {
  const parsed = (commandSchemas[command] as z.ZodType).safeParse(values);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    name: issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message: wordsFor(command, values, issue),
  }));
}

/** Leaves out what was left empty, so that an optional field is absent and not empty. */
export function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const empty = (value: unknown) =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !empty(value)));
}
