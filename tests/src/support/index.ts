export * from './installation';
export * from './programs';
export * from './request';
export * from './story';
export * from './second';
