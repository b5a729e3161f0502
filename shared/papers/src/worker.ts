import { parentPort } from 'node:worker_threads';
import type { Paper } from '@xiezhi/rules';
import { missingCharacters } from './fonts';
import { renderBoth } from './render';

/** A thread that renders papers one after another; the other side is `pool.ts`. */
interface Job {
  id: number;
  /** A paper to be set, or words of which only those that no face can print are asked for. */
  work: Paper | string;
}

const answerTo = async (work: Paper | string) =>
  typeof work === 'string' ? missingCharacters(work) : await renderBoth(work);

parentPort?.on('message', ({ id, work }: Job) => {
  answerTo(work).then(
    (result) => parentPort?.postMessage({ id, result }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
