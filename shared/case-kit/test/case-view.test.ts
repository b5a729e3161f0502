import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { decideSystem, RULE_SET, SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { CaseEvent, Role } from '@xiezhi/rules';
import { accepted, sampleOpening } from '@xiezhi/rules/sample';
import { caseView, documentAfter } from '../src/case/view';
import type { CaseDocument } from '../src/case/view';

function caseWithLead(): CaseDocument {
  const lead = { category: '配合不力', court: '吉0104', facts: '未到场', evidence: [], status: 'VERIFYING' } as const;
  const types = ['application.submitted', 'lead.registered', 'lead.verifying', 'lead.concluded'];
  const at = '2019-03-04T10:00:00.000+08:00';
  const timeline = types.map((type, index) => ({ seq: index + 1, type, at, court: '吉01', role: 'inspector' }));
  const state = { ...sampleOpening().state, leads: [{ ...lead, evidence: [] }] };
  return { _id: 'jl0104-1', seq: 4, state, timeline } as unknown as CaseDocument;
}

test.each<[Role, boolean]>([
  ['inspector', true],
  ['president', true],
  ['commandDirector', true],
  ['commandOfficer', false],
  ['bureauDirector', false],
  ['handler', false],
  ['fieldOfficer', false],
  ['assessor', false],
])('leads and what became of them, seen by %s: %s (Art. 13)', (role, seen) => {
  const view = caseView(caseWithLead(), { court: '吉01', roles: [role] });
  expect(view.leads).toHaveLength(seen ? 1 : 0);
  expect(view.timeline.filter(({ type }) => type.startsWith('lead.'))).toHaveLength(seen ? 3 : 0);
  expect(view.timeline.length).toBeGreaterThan(0);
});

/** What the case was, document by document, as its entries came. */
function documentsOf(events: readonly CaseEvent[]): CaseDocument[] {
  const documents: CaseDocument[] = [];
  for (const [index, event] of events.entries()) {
    const entry = entryOf('jl0104-1', index + 1, event, RULE_SET) as LedgerEntry;
    documents.push(documentAfter(entry, documents.at(-1) ?? null));
  }
  return documents;
}

test.each([
  ['that moves nothing leaves no mark', ['2019-10-08'], false],
  ['that moves a deadline does', ['2019-03-08'], true],
])('when a case last changed: a calendar %s', (_, off, marked) => {
  const opened = sampleOpening();
  const [shipped] = SHIPPED_CALENDAR.years.filter(({ region, year }) => region === 'national' && year === 2019);
  const years = [{ ...shipped!, off: [...shipped!.off, ...off], version: 2, notice: '调整通知' }];
  const at = '2019-03-04T15:00:00.000+08:00';
  const told = accepted(decideSystem(opened.state, { type: 'calendar.revise', at, years }));
  const documents = documentsOf([...opened.events, ...told.events]);
  const before = documents[opened.events.length - 1]!;
  expect(documents.at(-1)!.updatedAt).toBe(marked ? at : before.updatedAt);
});
