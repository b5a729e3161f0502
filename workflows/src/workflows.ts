export { halfYearBulletin } from './bulletin/half-year-bulletin';
export { collaborationCase } from './case/collaboration-case';
export { scanHit } from './hit/scan-hit';
export { scanSchedule } from './schedule/scan-schedule';
