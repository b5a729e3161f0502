export * from './book';
export * from './workdays';
