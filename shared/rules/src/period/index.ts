export * from './net-age';
