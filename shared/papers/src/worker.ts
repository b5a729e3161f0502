import { parentPort } from 'node:worker_threads';
import type { Paper } from '@xiezhi/rules';
import { renderBoth } from './render';

/** A thread that renders papers one after another; the other side is `pool.ts`. */
interface Job {
  id: number;
  paper: Paper;
}

parentPort?.on('message', ({ id, paper }: Job) => {
  renderBoth(paper).then(
    ({ pdf, docx, warnings }) => parentPort?.postMessage({ id, pdf, docx, warnings }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
