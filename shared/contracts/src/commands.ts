import { COMMAND_OWNER, COMMANDS, commandsOf, OWNERS, disposeFields } from '@xiezhi/rules';
import type { CommandOwner, CommandType } from '@xiezhi/rules';
import { z } from 'zod';
import { fieldsSchema } from './command-fields';
import type { ShapeOf } from './command-fields';

export { courtCodeSchema } from './fields';
export type { CommandOwner } from '@xiezhi/rules';

type Schemas = {
  [D in (typeof COMMANDS)[number] as D['name']]: z.ZodObject<ShapeOf<D['fields']>, z.core.$strict>;
};

/** The shape of every command's `with`. What the Rule thinks of it is decided in the case's workflow. */
export const commandSchemas = Object.fromEntries<unknown>(
  COMMANDS.map(({ name, fields }) => [name, fieldsSchema(fields)]),
) as Schemas;

/** Which service answers for which command. */
export const COMMAND_OWNERS = Object.fromEntries<unknown>(
  OWNERS.map((owner) => [owner, commandsOf(owner)]),
) as Readonly<Record<CommandOwner, readonly CommandType[]>>;

/** The service a command is sent to. */
export function ownerOf(command: CommandType): CommandOwner {
  return COMMAND_OWNER[command];
}

/** `scan.dispose`: of a hit of the own court, which is found by the case's number. */
export const scanDisposeSchema = fieldsSchema(disposeFields).extend({ caseNumber: z.string().max(100) });
