export type InTurns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** One thing at a time for each key, in the order asked, whether or not the one before succeeds. */
export function inTurns(): InTurns {
  const queues = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = queues.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine
      .catch(() => undefined)
      .finally(() => {
        if (queues.get(key) === tail) queues.delete(key);
      });
    queues.set(key, tail);
    return mine;
  };
}
