export * from './registry';
export * from './find';
