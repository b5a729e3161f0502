import { statfsSync } from 'node:fs';
import { cwd } from 'node:process';
import type { Metrics } from './metrics';

/** Bytes below which the administrators should free some; the launcher does not start with less. */
export const LOW_SPACE = 1024 ** 3;
/** Bytes below which nothing can be relied upon to be stored. */
export const NO_SPACE = 64 * 1024 ** 2;

export interface DiskState {
  freeBytes: number;
  low: boolean;
}

const watched = new Set<string>();

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Whether a disk that this process watches is full: what a database says of itself then may not tell the reason. */
export const diskIsFull = (): boolean => [...watched].some((folder) => freeBytesOf(folder) < NO_SPACE);

/**
 * Readiness check of the disk that the data folder lies on (without one: the disk of the working folder, where the logs
 * are), and the gauge of its free bytes.
 * Rejects when there is no space.
 */
export function diskCheck(folder: string = cwd(), metrics?: Metrics): () => Promise<DiskState> {
  watched.add(folder);
  metrics?.gauge('xiezhi_disk_free_bytes', 'Free bytes on the disk of the data folder', [], (gauge) =>
    gauge.set(freeBytesOf(folder)),
  );
  return () => {
    const freeBytes = freeBytesOf(folder);
    if (freeBytes >= NO_SPACE) return Promise.resolve({ freeBytes, low: freeBytes < LOW_SPACE });
    return Promise.reject(new Error(`磁盘已满（剩余 ${Math.floor(freeBytes / 1024 ** 2)} MB）`));
  };
}
