import proto from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
type History = ReturnType<typeof History.create>;

/** A worker's own queue is named `<pid>@<machine>-<id>`. */
const OWN_QUEUE = /^\d+@/;

/**
 * A workflow history as plain JSON, to be kept in a file. Who polled and from where (`identity`, a worker's own queue)
 * says nothing about the case and names a machine, so it is left out.
 */
export function historyToPlain(history: object): object {
  const plain = History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String });
  return JSON.parse(
    JSON.stringify(plain, (key, value: unknown) => {
      if (key === 'identity') return undefined;
      return key === 'name' && typeof value === 'string' && OWN_QUEUE.test(value) ? 'own-queue' : value;
    }),
  ) as object;
}

export function historyFromPlain(plain: unknown): History {
  return History.fromObject(plain as object) as History;
}
