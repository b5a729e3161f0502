import { spanText } from '../components/figures';

test.each([
  [0, '0 毫秒', '0 ms'],
  [35, '35 毫秒', '35 ms'],
  [1_250, '1.3 秒', '1.3 s'],
  [120_000, '2 分', '2 min'],
  [5_400_000, '1.5 小时', '1.5 h'],
  [172_800_000, '2 天', '2 d'],
])('%i ms are %s', (ms, chinese, english) => {
  expect([spanText(ms, 'zh'), spanText(ms, 'en')]).toEqual([chinese, english]);
});
