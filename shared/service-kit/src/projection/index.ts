export type { CaseBehind } from './behind';
export * from './projection';
export * from './types';
