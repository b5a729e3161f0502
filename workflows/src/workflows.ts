export { collaborationCase } from './case/collaboration-case';
