export * from './ledger';
export * from './commands';
export * from './workflow';
export * from './api';
export * from './demo-people';
