export * from './basics';
export * from './collaboration';
export * from './deadline';
