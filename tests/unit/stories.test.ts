import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playPurely } from './pure-story';
import type { Story } from './pure-story';

const folder = join(__dirname, '../scenarios');
const stories = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Story);

describe('the stories of the Rule, on the pure core alone', () => {
  test.each(stories.map((story) => [`${story.id} ${story.title}`, story] as const))('%s', (_, story) => {
    expect(playPurely(story)).toEqual([]);
  });
});
