import proto from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
type History = ReturnType<typeof History.create>;

/**
 * A workflow history as plain JSON, to be kept in a file. Who polled and from where (`identity`) says nothing about the
 * case and names a machine, so it is left out.
 */
export function historyToPlain(history: object): unknown {
  const plain = History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String });
  return JSON.parse(JSON.stringify(plain, (key, value: unknown) => (key === 'identity' ? undefined : value)));
}

export function historyFromPlain(plain: unknown): History {
  return History.fromObject(plain as object) as History;
}
