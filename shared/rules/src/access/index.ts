export * from './relations';
export * from './commands';
export * from './participants';
