export * from './match';
export * from './people';
export * from './player';
export * from './scenario';
export * from './outcome';
