/** Units of the settings, and what stands before a day. */
export const UNITS = {
  工作日: 'working days',
  分钟: 'minutes',
  自然日: 'calendar days',
  公里: 'km',
  人: 'people',
  倍: 'times',
  提交于: 'Submitted',
  批准于: 'Approved',
} as const;
