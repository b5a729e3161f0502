import type { CaseView } from '@xiezhi/contracts/views';
import { maskName } from '@xiezhi/rules';

/** Whether a text is shown with names or numbers hidden, so that it may not go into a paper as it is. */
export function holdsHidden({ case: { parties } }: { case: Pick<CaseView['case'], 'parties'> }, text: string): boolean {
  const people = parties.filter(({ kind }) => kind === 'person').map(({ name }) => maskName(name));
  return /\*{4}|××/.test(text) || people.some((name) => text.includes(name));
}
