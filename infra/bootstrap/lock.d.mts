export function tryLock(path: string): { release: () => void } | { heldBy: number };
export function withLock<T>(path: string, action: () => Promise<T> | T, onWait?: (pid: number) => void): Promise<T>;
