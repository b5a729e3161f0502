export * from './words';
export * from './codes';
export * from './case-sets';
