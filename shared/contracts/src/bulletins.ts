import { BULLETIN_COMMANDS } from '@xiezhi/rules';
import type { BulletinCommandType } from '@xiezhi/rules';
import { fieldsSchema } from './command-fields';

/** What people send about a bulletin, by command. */
export const bulletinSchemas = Object.fromEntries(
  Object.entries(BULLETIN_COMMANDS).map(([type, { fields }]) => [type, fieldsSchema(fields)]),
) as Record<BulletinCommandType, ReturnType<typeof fieldsSchema>>;
