export class Failure extends Error {
  constructor(zh: string, en: string, detail?: string);
  readonly detail: string | undefined;
}
export function printFailure(error: unknown): void;
