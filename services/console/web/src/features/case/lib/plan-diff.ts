import type { PlanVersion } from '@xiezhi/contracts/views';
import { PLAN_SECTIONS, type PlanSection } from '@xiezhi/rules';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

export interface PlanChanges {
  sections: { section: PlanSection; pieces: Piece[] }[];
  officers: { added: PlanVersion['officers']; removed: PlanVersion['officers'] };
}

/** Sentences with their stops, and line ends by themselves. */
const sentences = (text: string): string[] => text.match(/[^。；！？\n]*[。；！？\n]|[^。；！？\n]+$/g) ?? [];

/** Beyond this two texts are shown one after the other; comparing costs the product of their sentences. */
const MOST_SENTENCES = 2_000;

/** Lengths of the longest common runs of sentences from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else if (piece.text !== '') out.push({ ...piece });
  }
  return out;
}

/** How one text became another, sentence by sentence: what stayed, what went, what came, in reading order. */
export function compareTexts(before: string, after: string): Piece[] {
  const [a, b] = [sentences(before), sentences(after)];
  if (a.length > MOST_SENTENCES || b.length > MOST_SENTENCES) {
    return joined([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  }
  const lengths = commonLengths(a, b);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      pieces.push({ kind: 'removed', text: a[i]! });
      i += 1;
    } else {
      pieces.push({ kind: 'added', text: b[j]! });
      j += 1;
    }
  }
  return joined(pieces);
}

type Officer = PlanVersion['officers'][number];
const same = (a: Officer, b: Officer) => a.name === b.name && a.court === b.court && a.credential === b.credential;

/** What a version of the plan changed of the one before it; sections that stayed are left out. */
export function planChanges(before: PlanVersion, after: PlanVersion): PlanChanges {
  const sections = PLAN_SECTIONS.map((section) => ({
    section,
    pieces: compareTexts(before[section] ?? '', after[section] ?? ''),
  })).filter(({ pieces }) => pieces.some(({ kind }) => kind !== 'same'));
  return {
    sections,
    officers: {
      added: after.officers.filter((officer) => !before.officers.some((known) => same(known, officer))),
      removed: before.officers.filter((officer) => !after.officers.some((kept) => same(kept, officer))),
    },
  };
}
