import type { Field, Fields, OptionalField } from '@xiezhi/rules';
import { z } from 'zod';
import {
  amount,
  caseIdSchema,
  caseNumberSchema,
  courtCodeSchema,
  date,
  instant,
  line,
  personName,
  text,
  textOrNothing,
  uuid,
  wanted,
  wordOrNothing,
} from './fields';

/** The schemas of a command's fields; what a service adds by itself is none of them. */
export type ShapeOf<F extends Fields> = {
  [K in keyof F as F[K] extends { kind: 'internal' } ? never : K]: F[K] extends OptionalField<infer T>
    ? z.ZodOptional<z.ZodType<T>>
    : F[K] extends Field<infer T>
      ? z.ZodType<T>
      : never;
};

function numberOf(name: string, { least, above }: Field): z.ZodType {
  const whole = z.number(wanted(name, `${name}应为数字`)).int(`${name}应为整数`);
  if (above !== undefined) return whole.gt(above, `${name}应为正数`);
  return least ? whole.min(least.is, least.says) : whole;
}

function codeOf(name: string, { codes = ['' as string], otherwise }: Field): z.ZodType {
  const [first, ...others] = codes as readonly [string, ...string[]];
  if (others.length === 0) return z.literal(first, otherwise);
  return z.enum([first, ...others], wanted(name, otherwise ?? `${name}应为 ${codes.join(' 或 ')}`));
}

function listOf({ entry, least, most, rules = [] }: Field): z.ZodType {
  const some = z.array(entry ? requiredOf(entry) : z.never());
  const enough = least ? some.min(least.is, least.says) : some;
  const bounded = most ? enough.max(most.is, most.says) : enough;
  return rules.reduce<z.ZodType>(
    (schema, { holds, says }) => schema.refine((entries) => holds(entries as readonly never[]), says),
    bounded,
  );
}

function requiredOf(field: Field): z.ZodType {
  const { kind, label, named: name = label[0], mayBeEmpty } = field;
  switch (kind) {
    case 'text':
      return mayBeEmpty ? textOrNothing(name) : text(name);
    case 'line':
      return mayBeEmpty ? wordOrNothing(name) : line(name);
    case 'name':
      return personName(name);
    case 'caseNumber':
      return caseNumberSchema;
    case 'caseId':
      return caseIdSchema(name);
    case 'court':
      return courtCodeSchema;
    case 'date':
      return date(name, field.earliest);
    case 'instant':
      return instant;
    case 'uuid':
      return uuid(name);
    case 'amount':
      return amount(name);
    case 'number':
      return numberOf(name, field);
    case 'flag':
      return z.boolean(wanted(name, `${name}应为 true 或 false`));
    case 'code':
      return codeOf(name, field);
    case 'list':
      return listOf(field);
    case 'group':
      return fieldsSchema(field.fields ?? {});
    case 'internal':
      return z.never();
  }
}

/** The schema of a command's fields, as a request carries them: nothing else may come with it. */
export function fieldsSchema(fields: Fields): z.ZodObject<Record<string, z.ZodType>, z.core.$strict> {
  const shape = Object.entries(fields)
    .filter(([, { kind }]) => kind !== 'internal')
    .map(([key, field]): [string, z.ZodType] => {
      const schema = requiredOf(field);
      return [key, field.optional ? schema.optional() : schema];
    });
  return z.strictObject(Object.fromEntries(shape));
}
