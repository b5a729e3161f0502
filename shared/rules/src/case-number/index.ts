export * from './case-number';
export * from './chinese-numerals';
export * from './decision-number';
