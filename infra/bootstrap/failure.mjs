/** Something the person at the keyboard can put right: one sentence in Chinese, the same in English, no stack trace. */
export class Failure extends Error {
  name = 'Failure';

  /** @param {string} zh @param {string} en @param {string} [detail] what the failed program itself said */
  constructor(zh, en, detail) {
    super(`${zh}\n${en}`);
    this.detail = detail;
  }
}

/** Prints a Failure as its sentences, anything else (a fault of ours) with its stack. */
export function printFailure(error) {
  if (!(error instanceof Failure)) {
    console.error(error);
    return;
  }
  if (error.detail) console.error(error.detail.trimEnd());
  console.error(error.message);
}
