import { caseWorkflowId } from '@xiezhi/contracts';
import { Client, Connection } from '@temporalio/client';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { historyToPlain } from './support/history';
import { asAsked } from './support/recorded';
import { withPlayedStory } from './support/played-story';

// Records the workflow histories of the stories that tests/test/histories.test.ts replays. Run it only when a story
// exercises something new, and keep the old files: they stand for cases that are running in the courts.
//   node tests/dist/record-histories.js FOLDER S01 S03 …

const [folder = '', ...stories] = process.argv.slice(2);
await mkdir(resolve(folder), { recursive: true });
for (const id of stories) {
  await withPlayedStory(id, async ({ stack, caseIds, failed, ledger }) => {
    if (failed.length > 0) throw new Error(`${id} does not hold:\n${failed.join('\n')}`);
    const connection = await Connection.connect({ address: stack.urls.temporal });
    const client = new Client({ connection });
    for (const [index, caseId] of caseIds.entries()) {
      const history = await client.workflow.getHandle(caseWorkflowId(caseId)).fetchHistory();
      const file = join(resolve(folder), `${id}-${index}.json.gz`);
      const entries = asAsked(await ledger(caseId));
      await writeFile(file, gzipSync(JSON.stringify({ ...historyToPlain(history), entries })));
    }
    await connection.close();
  });
}
