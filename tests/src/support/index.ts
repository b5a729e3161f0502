export * from './installation';
export * from './request';
export * from './story';
