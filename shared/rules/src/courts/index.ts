export * from './courts';
export * from './registry';
export * from './find';
export * from './distance';
