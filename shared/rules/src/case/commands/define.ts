import type { Relation } from '../../access/relations';
import type { Role } from '../../vocabulary';
import type { Fields, Label } from './field';

/** The service that answers for a command: each owns the stage of its articles. */
export const OWNERS = ['intake', 'decision', 'command-center'] as const;
export type CommandOwner = (typeof OWNERS)[number];

/** Who may give a command: one of these roles at a court that stands in one of these relations to the case. */
export interface Grant {
  relations: readonly Relation[];
  roles: readonly Role[];
}

export const grant = (relations: readonly Relation[], roles: readonly Role[]): Grant => ({ relations, roles });
export const executing = (...roles: Role[]): Grant => grant(['executing'], roles);
export const deciding = (...roles: Role[]): Grant => grant(['deciding'], roles);
export const relay = (...roles: Role[]): Grant => grant(['relay'], roles);
export const above = (...roles: Role[]): Grant => grant(['deciding', 'superior'], roles);
export const acting = (...roles: Role[]): Grant => grant(['executing', 'participating'], roles);

/** Everything that is to be known of a command; what else speaks of commands is derived from here. */
export interface Definition {
  name: string;
  title: Label;
  /** The articles it carries out; the first is the one it is named after. */
  articles: readonly number[];
  owner: CommandOwner;
  by: readonly Grant[];
  fields: Fields;
  /** Opens a collaboration; every other command is addressed to an open one. */
  opens?: true;
  /** Somebody superior says yes or no by it: it may also come to the case as a signal. */
  approval?: true;
  /** Its stage. What it takes is checked where all definitions stand together: its type follows from the fields. */
  decide: unknown;
}

export const command = <const N extends string, D extends Omit<Definition, 'name'>>(
  name: N,
  definition: D,
): { name: N } & D => ({ name, ...definition });
