export * from './book';
export * from './workdays';
export * from './notice';
