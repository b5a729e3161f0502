import { placesOf } from '../lib/places';

const MARGIN = 20;

test('courts lie on the sketch as on a map: north above, east to the right, all of them inside', () => {
  const { places, height } = placesOf(['吉01', '吉08', '吉24', '吉05'], 400, MARGIN);
  const [changchun, baicheng, yanbian, tonghua] = places;
  expect(baicheng!.x).toBeLessThan(changchun!.x);
  expect(yanbian!.x).toBeGreaterThan(changchun!.x);
  expect(tonghua!.y).toBeGreaterThan(changchun!.y);
  for (const { x, y } of places) {
    expect(x).toBeGreaterThanOrEqual(MARGIN);
    expect(x).toBeLessThanOrEqual(400 - MARGIN + 1e-6);
    expect(y).toBeGreaterThanOrEqual(MARGIN);
    expect(y).toBeLessThanOrEqual(height - MARGIN + 1e-6);
  }
});

test('a court by itself is in a place all the same', () => {
  const { places } = placesOf(['吉01', '吉01'], 400, MARGIN);
  for (const { x, y } of places) expect([x, y].every(Number.isFinite)).toBe(true);
});
