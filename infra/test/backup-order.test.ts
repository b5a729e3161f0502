import { inOrder } from '../src/backup/databases';

const order = (database: string, ...collections: string[]) =>
  inOrder(collections.map((collection) => ({ database, collection }))).map(({ collection }) => collection);

test.each([
  [
    'command_center',
    [
      ...[
        'built',
        'docket_batches',
        'scans',
        'cases',
        'hit_files',
        'audit',
        'case_rows_1',
        'cases_texts',
        'docket_rows',
      ],
      ...['docket_rows', 'drafted_courts', 'hits', 'scan_findings'],
    ],
  ],
  ['intake', ['cases', 'active_claims', 'applications', 'audit', 'cases_texts']],
  ['notification', ['work_items_built', 'bulletin_files', 'cases', 'hit_files', 'absences', 'inbox', 'work_items']],
  ['decision', ['bulletin_papers', 'cases', 'document_serials', 'papers']],
])('of %s what is kept beside documents is written down after them, what says it is whole before', (name, expected) => {
  expect(order(name, ...[...expected].reverse())).toEqual(expected);
});

test('the ledger comes last', () => {
  const kept = [
    { database: 'ledger', collection: 'ledger' },
    { database: 'ledger', collection: 'audit' },
    { database: 'intake', collection: 'cases' },
    { database: 'command_center', collection: 'cases' },
  ];
  expect(inOrder(kept)).toEqual([...kept].reverse());
});
