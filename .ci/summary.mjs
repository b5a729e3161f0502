// node .ci/summary.mjs [--red] RESULTS [AGAIN]   of jest's JSON: the red suites, or what passed and failed in the end
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const listing = process.argv[2] === '--red';
const [first, again] = process.argv
  .slice(listing ? 3 : 2)
  .map((file) => JSON.parse(readFileSync(file, 'utf8') || '{"testResults":[]}').testResults);
const redOf = (suites) => suites.filter(({ status }) => status === 'failed').map(({ name }) => name);

if (listing) {
  for (const name of redOf(first)) console.log(name);
} else {
  const second = new Map(again.map((suite) => [suite.name, suite]));
  const last = first.map((suite) => second.get(suite.name) ?? suite);
  for (const name of redOf(first).filter((suite) => second.has(suite) && !redOf(last).includes(suite))) {
    console.log(`unsteady: ${relative('.', name)} was red among the others and green by itself`);
  }
  const count = (status) =>
    last.flatMap(({ assertionResults }) => assertionResults).filter((each) => each.status === status).length;
  // A suite that could not be run has no test of its own to count.
  const broken = last.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  );
  console.log(`${count('passed')} passed, ${count('failed') + broken.length} failed`);
}
