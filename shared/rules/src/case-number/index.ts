export {
  enforcementCaseKey,
  isEligibleType,
  isExamined,
  notEligible,
  oneNumber,
  parseCaseNumber,
  readCaseNumber,
  writtenCaseNumber,
} from './case-number';
export type { CaseNumber } from './case-number';
export * from './chinese-numerals';
export * from './decision-number';
