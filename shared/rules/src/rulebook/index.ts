export * from './practice';
export * from './views';
