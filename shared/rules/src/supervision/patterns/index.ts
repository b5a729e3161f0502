export * from './dimensions';
export * from './pattern-case';
export * from './tabulation';
