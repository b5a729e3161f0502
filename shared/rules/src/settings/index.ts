export * from './catalogue';
export * from './change';
export * from './versions';
