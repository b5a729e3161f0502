/** Word counts the size of pictures in pixels of so many. */
export const PIXELS_PER_POINT = 96 / 72;

/** GB/T 9704-2012: A4 with a type area of 156 mm × 225 mm, 22 lines of 28 characters. All lengths in points unless named mm. */
export const POINTS_PER_MM = 72 / 25.4;
const mm = (value: number): number => value * POINTS_PER_MM;

export const PAGE = {
  width: mm(210),
  height: mm(297),
  top: mm(37),
  left: mm(28),
  right: mm(26),
  bottom: mm(35),
  lines: 22,
  characters: 28,
} as const;

export const TYPE_AREA = {
  width: PAGE.width - PAGE.left - PAGE.right,
  height: PAGE.height - PAGE.top - PAGE.bottom,
} as const;

export const LINE_PITCH = TYPE_AREA.height / PAGE.lines;
export const CHARACTER_PITCH = TYPE_AREA.width / PAGE.characters;

/** 3号, 2号, 4号 and what is printed small beside the QR code. */
export const SIZE = { body: 16, title: 22, small: 14, note: 8 } as const;

/** 五号 in tables, and what their captions and the words of a chart are set in. */
export const TABLE_SIZE = { cell: 10.5, caption: 12, chart: 9 } as const;
/** Of the letterhead and of the line that sets it off. */
export const RED = '#e60012';

/** As large as the letterhead can be on one line, within what looks like one. */
export const letterheadSize = (text: string): number =>
  Math.max(SIZE.body, Math.min(36, Math.floor(TYPE_AREA.width / [...text].length)));

/** A court's seal is 42 mm across (GB/T 9704 leaves the size to the seal). */
export const SEAL_RADIUS = mm(21);
export const QR_SIZE = mm(18);
/** From the foot of the type area to the QR code in the lower margin. */
export const VERIFICATION_BELOW_TEXT = mm(8);
export { mm };
