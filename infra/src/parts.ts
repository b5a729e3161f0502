/** Everything that runs, in the order a table of it is read. */
export const PART_NAMES = [
  'temporal',
  'nats',
  'mongodb',
  'identity',
  'intake',
  'decision',
  'command-center',
  'notification',
  'console',
  'worker',
] as const;

export type PartName = (typeof PART_NAMES)[number];

export const SERVER_NAMES = ['temporal', 'nats', 'mongodb'] as const satisfies readonly PartName[];
export type ServerName = (typeof SERVER_NAMES)[number];
export type ProgramName = Exclude<PartName, ServerName>;

export const isServer = (part: PartName): part is ServerName => (SERVER_NAMES as readonly string[]).includes(part);

/** Where each of our own programs is, relative to the repository. */
export const ENTRY_POINTS: Record<ProgramName, string> = {
  identity: 'services/identity/dist/main.js',
  intake: 'services/intake/dist/main.js',
  decision: 'services/decision/dist/main.js',
  'command-center': 'services/command-center/dist/main.js',
  notification: 'services/notification/dist/main.js',
  console: 'services/console/dist/main.js',
  worker: 'workflows/dist/main.js',
};

/** The environment variable that replaces a part by one that already runs elsewhere. */
export const REPLACED_BY: Partial<Record<PartName, string>> = {
  temporal: 'TEMPORAL_ADDRESS',
  nats: 'NATS_URL',
  mongodb: 'MONGODB_URI',
  identity: 'OIDC_ISSUER',
};

/** Services in hand are finished before what they need goes away; the worker still answers them, the servers go last. */
export const STOP_ORDER: readonly (readonly PartName[])[] = [
  ['intake', 'decision', 'command-center', 'notification', 'console'],
  ['worker', 'identity'],
  SERVER_NAMES,
];

export type PartState = 'starting' | 'ready' | 'down' | 'stopped' | 'external';

export interface PartStatus {
  part: PartName;
  state: PartState;
  /** Undefined for a part that is not running here. */
  pid: number | undefined;
  /** The address to reach it at, with its scheme. */
  url: string;
}
