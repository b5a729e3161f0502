export * from './book';
export * from './regions';
export { HOLIDAYS_LAW, statutoryDays } from './statutory';
export * from './workdays';
export * from './notice';
