import { PROGRAM_NAMES, PROGRAMS, type ProgramName } from '@xiezhi/contracts/installation';

export type { ProgramName };

export const SERVER_NAMES = ['temporal', 'nats', 'mongodb'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];
export type PartName = ServerName | ProgramName;

/** Everything that runs, in the order a table of it is read. */
export const PART_NAMES: readonly PartName[] = [...SERVER_NAMES, ...PROGRAM_NAMES];

export const isServer = (part: PartName): part is ServerName => (SERVER_NAMES as readonly string[]).includes(part);

/** Where a program of our own is, relative to the repository. */
export const entryPointOf = (program: ProgramName): string => `${PROGRAMS[program].folder}/dist/main.js`;

/** The environment variable that replaces a part by one that already runs elsewhere. */
export const REPLACED_BY: Partial<Record<PartName, string>> = {
  temporal: 'TEMPORAL_ADDRESS',
  nats: 'NATS_URL',
  mongodb: 'MONGODB_URI',
  identity: 'OIDC_ISSUER',
};

const stopping = (turn: 'first' | 'then') => PROGRAM_NAMES.filter((name) => PROGRAMS[name].stops === turn);

/** Services in hand are finished before what they need goes away; the worker still answers them, the servers go last. */
export const STOP_ORDER: readonly (readonly PartName[])[] = [stopping('first'), stopping('then'), SERVER_NAMES];

export type PartState = 'starting' | 'ready' | 'down' | 'stopped' | 'external';

export interface PartStatus {
  part: PartName;
  state: PartState;
  /** Undefined for a part that is not running here. */
  pid: number | undefined;
  /** The address to reach it at, with its scheme. */
  url: string;
}
