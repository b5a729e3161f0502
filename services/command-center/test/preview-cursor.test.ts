import { PreviewCursor } from '../src/routes/preview-cursor';

const position = { after: 'jl0104-1', cases: 2, deadlines: 5 };
const cursor = new PreviewCursor('one secret');

test('a cursor is read by every process of the service, and by nobody else', () => {
  const sealed = cursor.seal(position, 'proposal person');
  expect(new PreviewCursor('one secret').open(sealed, 'proposal person')).toEqual(position);
  expect(sealed).toMatch(/^[\w-]+$/);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('jl0104');
  expect(cursor.seal(position, 'proposal person')).not.toBe(sealed);
});

test.each([
  ['another person’s', cursor.seal(position, 'proposal other')],
  ['another secret’s', new PreviewCursor('another').seal(position, 'proposal person')],
  ['a case id', 'jl0104-1'],
  ['nothing', ''],
  ['one cut short', cursor.seal(position, 'proposal person').slice(0, -4)],
])('%s is refused', (_, sealed) => {
  expect(() => cursor.open(sealed, 'proposal person')).toThrow(
    expect.objectContaining({ code: 'VALIDATION' }) as Error,
  );
});
