import { hasOpenLead } from '../../src/index';
import { person } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const provincial = person('吉', 'inspector');
const note = '调阅过程记录';

const registered = () =>
  scene.inExecution().does('2019-03-21 09:00', people.inspector, 'lead.register', {
    category: '配合不力',
    court: scene.PARTICIPATING,
    facts: '未按时到场',
  });

describe('a lead is looked into (Art. 13)', () => {
  test.each(['TRANSFERRED', 'UNFOUNDED'] as const)('登记 → 核查 → %s, each with its note', (outcome) => {
    const c = registered();
    expect(c.facts.leads).toMatchObject([{ number: 1, status: 'REGISTERED' }]);
    c.does('2019-03-22 09:00', people.inspector, 'lead.verify', { lead: 1, note });
    expect([c.facts.leads[0]?.status, hasOpenLead(c.state)]).toEqual(['VERIFYING', true]);
    c.does('2019-03-25 09:00', provincial, 'lead.conclude', { lead: 1, outcome, note: '处理情况' });
    expect([c.facts.leads[0]?.status, hasOpenLead(c.state)]).toEqual([outcome, false]);
    expect(c.facts.leads[0]?.steps).toEqual([
      { status: 'VERIFYING', on: '2019-03-22', note, name: people.inspector.name },
      { status: outcome, on: '2019-03-25', note: '处理情况', name: provincial.name },
    ]);
  });

  test('in this order, once each', () => {
    const c = registered();
    const conclude = { lead: 1, outcome: 'UNFOUNDED', note } as const;
    expect(c.refusal('2019-03-22 09:00', people.inspector, 'lead.conclude', conclude)).toBe('NOT_ALLOWED_IN_STATE');
    c.does('2019-03-22 09:00', people.inspector, 'lead.verify', { lead: 1, note });
    expect(c.refusal('2019-03-22 10:00', people.inspector, 'lead.verify', { lead: 1, note })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-22 10:00', people.inspector, 'lead.conclude', conclude);
    expect(c.refusal('2019-03-22 11:00', people.inspector, 'lead.conclude', conclude)).toBe('NOT_ALLOWED_IN_STATE');
    expect(c.refusal('2019-03-22 11:00', people.inspector, 'lead.verify', { lead: 2, note })).toBe('NOT_FOUND');
  });

  test('by inspectors of the deciding court or above it, and nobody else', () => {
    for (const who of [people.officer, person(scene.EXECUTING, 'inspector')]) {
      expect(registered().refusal('2019-03-22 09:00', who, 'lead.verify', { lead: 1, note })).toBe('FORBIDDEN');
    }
    const elsewhere = person('吉02', 'inspector');
    expect(registered().refusal('2019-03-22 09:00', elsewhere, 'lead.verify', { lead: 1, note })).toBe('NOT_FOUND');
  });

  test('also after close-out', () => {
    const c = registered()
      .does('2019-03-26 09:00', people.applicant, 'closeout.request', scene.closeout)
      .does('2019-03-27 09:00', people.commandDirector, 'closeout.confirm');
    c.does('2019-04-01 09:00', people.inspector, 'lead.verify', { lead: 1, note });
    c.does('2019-04-02 09:00', people.inspector, 'lead.conclude', { lead: 1, outcome: 'TRANSFERRED', note });
    expect([c.state.status, hasOpenLead(c.state)]).toEqual(['CLOSED', false]);
  });
});
