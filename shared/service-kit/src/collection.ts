import type { Collection, Connection } from 'mongoose';

/**
 * A collection of plain documents of one shape. The driver's own collections and mongoose's are the same thing at runtime, and
 * their types are not: this is the one place that says so.
 */
export function collectionOf<T extends object>(connection: Connection, name: string): Collection<T> {
  return connection.collection(name) as unknown as Collection<T>;
}
