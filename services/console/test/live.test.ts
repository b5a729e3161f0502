import { withoutLead } from '../src/api-gateway/live';

test.each([
  ['lead.registered', { caseId: 'jl0104-1', seq: 7 }],
  ['lead.concluded', { caseId: 'jl0104-1', seq: 7 }],
  ['execution.recorded', { caseId: 'jl0104-1', seq: 7, type: 'execution.recorded' }],
])('an open page of someone who does not supervise is told of %s', (type, told) => {
  expect(withoutLead({ caseId: 'jl0104-1', seq: 7, type })).toEqual(told);
});
