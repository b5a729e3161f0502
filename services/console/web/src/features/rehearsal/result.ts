import type { PlayStep, Told } from './api';

const PLAIN = ['已办理', '检查'];

/**
 * What became of a step, without what the page says of it anyway: the instant, the person and the command that the
 * player's sentence begins with.
 */
export function resultOf({ do: command }: Pick<PlayStep, 'do'>, { text }: Told): string {
  const at = command === null ? -1 : text.indexOf(`${command} `);
  const rest =
    command !== null && at >= 0
      ? text.slice(at + command.length).trim()
      : text.replace(/^\d{4}-\d{2}-\d{2}T\S+\s*/, '');
  return PLAIN.includes(rest) ? '' : rest;
}
