import { folded } from '../text';
import { PARTY_SIDES } from '../vocabulary';
import type { Party } from './commands';

/**
 * A remark on a list of parties that names someone twice on one side, in whichever spelling; undefined where none is. Two
 * people may bear one name, so nothing is refused for it: whoever files the list looks at it again.
 */
export function repeatedParty(parties: readonly Party[]): string | undefined {
  const seen = new Set<string>();
  for (const { side, name } of parties) {
    const key = `${side} ${folded(name) || name}`;
    if (seen.has(key)) {
      return `${PARTY_SIDES[side][0]}“${name}”疑似重复填写，请核对；确有同名的不同当事人的，可在名称后以括号注明加以区分。`;
    }
    seen.add(key);
  }
  return undefined;
}
