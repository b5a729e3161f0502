import type { Say } from './backup';

const EVERY = 10_000;

/** Says now and then how far a long file is. */
export function tellEvery(say: Say, what: string): { one: () => void; count: () => number } {
  let count = 0;
  const one = () => {
    count += 1;
    if (count % EVERY === 0) say(`  ${what} ${count} …`);
  };
  return { one, count: () => count };
}

/** As the services have it (shared/service-kit/src/config.ts). */
export const databasePrefix = (env: NodeJS.ProcessEnv): string => env.XIEZHI_DB_PREFIX || 'xiezhi';
