import type { Regions } from '../../calendar/regions';
import shipped from '../../data/calendar-regions.json';

/**
 * Yanbian gives days of its own: its notices of 2023 and 2024 came in mid-August. The three autonomous counties may fix days
 * under 放假办法 Art. 4; none is shipped, an installation can publish them.
 */
export const REGIONS: Regions = {
  yanbian: { name: '延边州', courts: shipped.yanbian, usual: { since: 2023, from: '09-01', to: '09-06' } },
  qianguo: { name: '前郭县', courts: ['吉0721'] },
  yitong: { name: '伊通县', courts: ['吉0323'] },
  changbai: { name: '长白县', courts: ['吉0623'] },
};
