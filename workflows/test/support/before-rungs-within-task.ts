/** As the code was before rungs were written within their task. */
export const writesRungsWithinTask = (): boolean => false;
