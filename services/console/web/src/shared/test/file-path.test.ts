import { filePath } from '../file-path';

test.each([
  ['a collaboration', 'jl0104-0123456789abcdef', '/cases/jl0104-0123456789abcdef'],
  ['a hit of a scan', 'hit-jl02-0123456789abcdef', '/docket'],
  ['guidance', 'guidance-jl02-0123456789abcdef', '/guidance?id=jl02-0123456789abcdef'],
  ['a bulletin', 'bulletin-jl02-2024-h1', '/bulletins/bulletin-jl02-2024-h1'],
  ['no file', '', '/calendars'],
])('%s is looked at where it is', (_, fileId, path) => {
  expect(filePath(fileId)).toBe(path);
});
