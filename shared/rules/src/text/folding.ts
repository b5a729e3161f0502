/** The dots people type in a name of several parts, as folded; the notice of 2016 on such names asks for U+00B7. */
const DOTS = '·•・‧∙⋅.᛫ꞏ⸱\u119e';
const NAME_DOT = /(?<=\p{Script=Han})[ \u3000]?[·•・‧∙⋅･．.][ \u3000]?(?=\p{Script=Han})/gu;
/** The blank of Braille (U+2800) is a sign by its class, and empty to the eye. */
const NOT_COMPARED = /[\s\u2800\p{Default_Ignorable_Code_Point}\p{Cf}]/u;

/** A name as it is kept: the dot between its parts is U+00B7, whichever was typed. */
export function withNameDots(name: string): string {
  return name.replace(NAME_DOT, '·');
}

/** What one character contributes to a comparison; nothing for blanks, line breaks, dots and what is invisible. */
function foldedCharacter(character: string): string {
  if (character >= '\u4e00' && character <= '\u9fff') return character;
  if (NOT_COMPARED.test(character)) return '';
  const folded = character.normalize('NFKC').toLowerCase();
  return DOTS.includes(folded) ? '' : folded;
}

/** A text folded for comparison, with the place in the text that each UTF-16 unit came from. */
export interface Folding {
  folded: string;
  /** Of each unit the start of its character in the text, and of the end the text's length. */
  places: number[];
}

/** @param counts which folded characters count; all that a comparison looks at by default */
export function foldingOf(text: string, counts: (folded: string) => boolean = () => true): Folding {
  let folded = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const one = foldedCharacter(character);
    const part = counts(one) ? one : '';
    for (let unit = 0; unit < part.length; unit += 1) places.push(place);
    folded += part;
    place += character.length;
  }
  places.push(text.length);
  return { folded, places };
}

/**
 * One form for all spellings of a text in a comparison: masking, search and whether two names are one. Width, compatibility
 * characters and case are the same, blanks, line breaks, the dots of names and invisible characters count for nothing.
 */
export function folded(text: string): string {
  return foldingOf(text.normalize('NFC')).folded;
}
