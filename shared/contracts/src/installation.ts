type Pair = readonly [chinese: string, english: string];

interface Program {
  title: Pair;
  /** Where it is built, relative to the repository. */
  folder: string;
  /** Added to the base of an installation's block of ports. */
  port: number;
  /** The name of what it serves: in the console's addresses, and of its audit trail. */
  serves: string;
  /** Its address: the member of `ProgramUrls` and the environment variable of those who ask it. */
  url: readonly [member: string, variable: string];
  /** The OAuth client of its own, under which it asks others or signs people in; null for the provider itself. */
  client: string | null;
  /** What its audit trail is called; null where it keeps none. */
  trail: Pair | null;
  /** What the console passes on to people who are signed in: all but its operations, or what lies below these paths. */
  offered: 'all' | readonly string[];
  /** Requests in hand are ended before what they need goes away. */
  stops: 'first' | 'then';
}

/**
 * The programs of an installation, one row each, in the order a table of them is read. Launcher, ports, environment,
 * secrets, status, console and audit page are made of it; that `docker-compose.yml` agrees is tested.
 */
export const PROGRAMS = {
  identity: {
    title: ['身份认证', 'Sign-in and accounts'],
    folder: 'services/identity',
    port: 5,
    serves: 'identity',
    url: ['identity', 'OIDC_ISSUER'],
    client: null,
    trail: ['账号与登录', 'Accounts and sign-in'],
    offered: ['people', 'accounts', 'audit'],
    stops: 'then',
  },
  intake: {
    title: ['受理', 'Intake'],
    folder: 'services/intake',
    port: 1,
    serves: 'intake',
    url: ['intake', 'INTAKE_URL'],
    client: 'intake',
    trail: ['立案与查阅', 'Intake and reading'],
    offered: 'all',
    stops: 'first',
  },
  decision: {
    title: ['决定', 'Decision'],
    folder: 'services/decision',
    port: 2,
    serves: 'decision',
    url: ['decision', 'DECISION_URL'],
    client: 'decision',
    trail: ['审查与文书', 'Review and papers'],
    offered: 'all',
    stops: 'first',
  },
  'command-center': {
    title: ['指挥中心', 'Command centre'],
    folder: 'services/command-center',
    port: 3,
    serves: 'command-center',
    url: ['commandCenter', 'COMMAND_CENTER_URL'],
    client: 'command-center',
    trail: ['指挥与实施', 'Command and execution'],
    offered: 'all',
    stops: 'first',
  },
  notification: {
    title: ['提醒与待办', 'Reminders and work'],
    folder: 'services/notification',
    port: 4,
    serves: 'notification',
    url: ['notification', 'NOTIFICATION_URL'],
    client: 'notification',
    trail: ['待办分派', 'Work assigned'],
    offered: 'all',
    stops: 'first',
  },
  console: {
    title: ['控制台', 'Console'],
    folder: 'services/console',
    port: 6,
    serves: 'console',
    url: ['console', 'CONSOLE_URL'],
    client: 'xiezhi-console',
    trail: null,
    offered: [],
    stops: 'first',
  },
  worker: {
    title: ['案件流程与台账', 'Cases and ledger'],
    folder: 'workflows',
    port: 7,
    serves: 'ledger',
    url: ['ledger', 'LEDGER_URL'],
    client: 'worker',
    trail: ['信号审批', 'Approvals by signal'],
    offered: ['audit'],
    stops: 'then',
  },
} as const satisfies Record<string, Program>;

type Row = (typeof PROGRAMS)[keyof typeof PROGRAMS];

export type ProgramName = keyof typeof PROGRAMS;
export const PROGRAM_NAMES = Object.keys(PROGRAMS) as readonly ProgramName[];

const rows: readonly Row[] = Object.values(PROGRAMS);

/** The programs that people and other programs ask, by the name of what they serve. */
export type ServiceName = Exclude<Row, { serves: 'console' }>['serves'];
export type ProgramUrls = Record<Row['url'][0], string>;
export type UrlVariable = Row['url'][1];
export type ClientName = Exclude<Row['client'], null>;

export const URL_VARIABLES: readonly UrlVariable[] = rows.map(({ url }) => url[1]);
export const CLIENT_NAMES = rows.flatMap(({ client }) => client ?? []);

type ServingRow = Extract<Row, { serves: ServiceName }>;

/** The programs that are asked, each under the name of what it serves. */
export const SERVICES = Object.fromEntries(
  rows.filter(({ serves }) => serves !== 'console').map((row) => [row.serves, row]),
) as Readonly<{
  [N in ServiceName]: Extract<ServingRow, { serves: N }>;
}>;
export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];

/** Where the programs are, of a configuration that holds their addresses as environment variables. */
export function programUrls(config: Readonly<Record<UrlVariable, string>>): ProgramUrls {
  return Object.fromEntries(rows.map(({ url: [member, variable] }) => [member, config[variable]])) as ProgramUrls;
}

/**
 * The collections in which services keep the documents of their read models, by what they are of. Whatever else a service
 * keeps of an entry is written before the document that holds it.
 */
export const READ_MODELS = {
  collaboration: 'cases',
  hit: 'hit_files',
  bulletin: 'bulletin_files',
  schedule: 'schedule_files',
  quota: 'quota_files',
  guidance: 'guidances',
  hitPapers: 'hit_papers',
  bulletinPapers: 'bulletin_papers',
} as const;

/** The collections that say of others that they are whole, or of work that it is done: what they tell of is written before. */
export const MARKS_OF_WHOLE = ['built', 'work_items_built', 'docket_batches', 'scan_days', 'scans'] as const;
