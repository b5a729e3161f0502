export * from './activities';
export { LedgerConflict, LedgerGap } from './chaining';
export * from './ledger';
export { startPublishing } from './publishing';
export type { Relay } from './relay';
export { ledgerRoutes } from './routes';
