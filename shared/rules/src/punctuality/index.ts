export * from './lateness';
export * from './owed';
