/** Refusal codes this package raises by itself; the full list is in the contract. */
export type RuleErrorCode =
  | 'VALIDATION'
  | 'NOT_FOUND'
  | 'CASE_NUMBER_INVALID'
  | 'CASE_TYPE_NOT_ELIGIBLE'
  | 'COURT_UNKNOWN'
  | 'FORBIDDEN'
  | 'PARTICIPANT_OUTSIDE_JURISDICTION';

/** A refused input: `code` for programs, `message` in Chinese for people. */
export class RuleError extends Error {
  readonly code: RuleErrorCode;

  constructor(code: RuleErrorCode, message: string) {
    super(message);
    this.name = 'RuleError';
    this.code = code;
  }
}
