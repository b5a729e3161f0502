import type { Role } from '@xiezhi/rules';
import { sampleOpening } from '@xiezhi/rules/sample';
import { caseView } from '../src/case/view';
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
