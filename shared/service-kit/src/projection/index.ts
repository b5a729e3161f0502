export * from './projection';
export * from './types';
