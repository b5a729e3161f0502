import { COMMAND_WORDS, type CommandType, type Label } from '@xiezhi/rules';

/** What a story does beside its cases. */
const CHANGES = {
  'calendar.propose': 'Propose a year’s holidays',
  'calendar.approve': 'Approve and publish a year’s holidays',
} as const;

/** What can be done in a case, in English; the Chinese titles come with the case from the service. */
export const COMMANDS: Readonly<Record<CommandType | keyof typeof CHANGES, string>> = {
  ...(Object.fromEntries(
    Object.entries<Label>(COMMAND_WORDS).map(([command, [, english]]) => [command, english]),
  ) as Record<CommandType, string>),
  ...CHANGES,
};
