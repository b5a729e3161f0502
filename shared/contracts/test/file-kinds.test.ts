import { fileIdOf, FILE_WORKFLOW_TYPES, isCollaboration, kindOf, workflowIdOf, workflowOf } from '../src/index';

test.each([
  ['jl0204-0123456789abcdef', 'collaboration', 'collaboration-jl0204-0123456789abcdef'],
  ['hit-jl02-0123456789abcdef', 'hit', 'hit-jl02-0123456789abcdef'],
  ['bulletin-jl02-2024-h1', 'bulletin', 'bulletin-jl02-2024-h1'],
  ['schedule-jl02', 'schedule', 'schedule-jl02'],
  ['quota-jl02-2024', 'quota', 'quota-jl02-2024'],
  ['guidance-jl02-0123456789abcdef', 'guidance', 'guidance-jl02-0123456789abcdef'],
] as const)('%s is a %s', (fileId, kind, workflowId) => {
  expect(kindOf(fileId)).toBe(kind);
  expect(isCollaboration(fileId)).toBe(kind === 'collaboration');
  expect(workflowIdOf(fileId)).toBe(workflowId);
  expect(fileIdOf(workflowId)).toBe(fileId);
  expect(FILE_WORKFLOW_TYPES).toContain(workflowOf(kind));
});

test('a workflow of something else has no file', () => {
  expect(fileIdOf('temporal-sys-scanner')).toBeUndefined();
});
