export * from './accounts';
export * from './actions';
export * from './case-list';
export * from './collaboration';
export * from './deadline';
export * from './overview';
export * from './work';
