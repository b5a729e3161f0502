import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPure } from './pure-story';
import type { Story } from './pure-story';

/**
 * The worked examples that came with the Rule's reading, and the stories for what those do not touch, as far as the Rule
 * alone can play them.
 */
export function pureStories(): Story[] {
  return ['scenarios', 'stories'].flatMap((folder) => {
    const path = join(__dirname, '..', folder);
    return readdirSync(path)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => JSON.parse(readFileSync(join(path, file), 'utf8')) as Story)
      .filter(isPure);
  });
}
