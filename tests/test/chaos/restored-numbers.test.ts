import { caseAt, castOf, Installation, until } from '../../src/support';
import type { Cast } from '../../src/support';

let house: Installation;
let cast: Cast;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false });
  cast = await house.hire(castOf('吉0104', '吉01'));
}, 300_000);
afterAll(() => house.stop());

interface Drawn {
  _id: string;
  caseId: string;
  serial: number;
}

const serials = () => house.database('decision').collection<Drawn>('document_serials');

async function numberOf(caseId: string): Promise<string> {
  const entry = (await house.ledger(caseId)).find(({ type }) => type === 'document.numbered');
  return String(entry?.payload['number']);
}

const registered = async () => numberOf((await caseAt(cast, 'UNDER_REVIEW')).caseId);

test('a database put back to an earlier moment learns from the ledger which numbers are taken, before it draws one', async () => {
  const first = await registered();
  const collections = await house.database('decision').collections();
  const kept = await Promise.all(collections.map(async (one) => [one, await one.find({}).toArray()] as const));
  const lost = await registered();
  await house.stack.kill('decision');
  // The stream stays as it is: it has been told that the later events were taken.
  for (const [collection, documents] of kept) {
    await collection.deleteMany({});
    if (documents.length > 0) await collection.insertMany(documents);
  }
  expect(await serials().countDocuments({})).toBe(1);
  await house.stack.start('decision');
  const next = await registered();
  expect([first, lost, next].map((number) => /第(\d+)号$/.exec(number)?.[1])).toEqual(['1', '2', '3']);
}, 120_000);

test('a number that the ledger and the drawing give to different cases is told', async () => {
  const [one] = await serials().find({ serial: 1 }).toArray();
  await house.stack.kill('decision');
  await serials().updateOne({ _id: one!._id }, { $set: { caseId: 'jl0104-another' } });
  await house.stack.start('decision');
  await until('the conflict to be counted', async () => {
    const metrics = await (await fetch(`${house.urls.decision}/metrics`)).text();
    return /^xiezhi_document_number_conflicts\{.*\} 1$/m.test(metrics);
  });
  expect(house.logLines('decision').join('\n')).toContain('document number of the ledger is held otherwise');
}, 120_000);
