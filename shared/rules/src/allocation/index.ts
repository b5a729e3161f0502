export * from './advice';
export * from './advised';
export * from './pending';
export * from './rank';
