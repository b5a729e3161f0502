export { halfYearBulletin } from './bulletin/half-year-bulletin';
export { collaborationCase } from './case/collaboration-case';
export { courtGuidance } from './guidance/court-guidance';
export { scanHit } from './hit/scan-hit';
export { yearQuota } from './quota/year-quota';
export { scanSchedule } from './schedule/scan-schedule';
