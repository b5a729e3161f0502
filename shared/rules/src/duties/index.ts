export * from './duty';
export * from './duties-of';
export * from './lamp';
