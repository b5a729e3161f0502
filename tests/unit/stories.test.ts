import { pureStories } from './all-stories';
import { playPurely } from './pure-story';

describe('the stories of the Rule, on the pure core alone', () => {
  test.each(pureStories().map((story) => [`${story.id} ${story.title}`, story] as const))('%s', (_, story) => {
    expect(playPurely(story).misses).toEqual([]);
  });
});
