import { RuleError } from '@xiezhi/rules';
import type { Refusal, RefusalCode } from '@xiezhi/rules';

/** The Rule's answer that it does not do something. */
export class Refused extends Error {
  readonly code: RefusalCode;

  constructor({ code, message }: Refusal) {
    super(message);
    this.code = code;
  }
}

/** What a command may be refused with, as the Rule throws it and as it answers. */
export const isRefusal = (error: unknown): error is Error & { code: RefusalCode } =>
  error instanceof RuleError || error instanceof Refused;
