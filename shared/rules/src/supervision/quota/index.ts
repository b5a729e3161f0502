export * from './kind';
export * from './state';
