export * from './dimensions';
export * from './pattern-case';
export * from './row';
export * from './tabulation';
