export { folded, foldingOf, withNameDots } from './folding';
export type { Folding } from './folding';
