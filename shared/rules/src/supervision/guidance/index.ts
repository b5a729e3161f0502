export * from './acts';
export * from './kind';
export * from './state';
