import { changeOf } from '../../src/index';
import type { CaseEvent } from '../../src/index';
import * as scenes from '../support/scenes';

const said = (events: readonly CaseEvent[], type: CaseEvent['type']) =>
  events.filter((event) => event.type === type).map((event) => changeOf(event));

describe('what an entry says that the state does not keep', () => {
  it('why a case was raised and lowered, and what it was from then on', () => {
    const { events } = scenes.served().does('2019-03-14 09:00', scenes.people.field, 'sensitivity.raise', {
      reason: '媒体关注',
    });
    expect(said(events, 'sensitivity.raised')).toEqual([{ sensitivity: 'MAJOR', text: '媒体关注' }]);
    expect(said(events, 'decision.approved')).toEqual([{ sensitivity: 'ORDINARY' }]);
  });

  it('why an application was withdrawn, and which deadline it ended', () => {
    const { events } = scenes.withdrawn();
    expect(said(events, 'application.withdrawn')).toEqual([{ text: '已和解' }]);
    expect(said(events, 'deadline.cancelled')).toContainEqual(expect.objectContaining({ deadline: 'REVIEW' }));
  });

  it('why a plan was sent back, and what a court that agreed had to say', () => {
    const { events } = scenes
      .planDraft()
      .does('2019-03-15 10:00', scenes.people.applicant, 'plan.agree')
      .does('2019-03-15 11:00', scenes.people.participant, 'plan.agree', { opinion: '人员已落实' })
      .does('2019-03-18 09:00', scenes.people.commandDirector, 'plan.return', { opinion: '补充风险预案' });
    expect(said(events, 'plan.agreed')).toEqual([null, { text: '人员已落实' }]);
    expect(said(events, 'plan.returned')).toEqual([{ text: '补充风险预案' }]);
  });

  it('nothing of the leads, which not everybody may see', () => {
    const { events } = scenes.inExecution().does('2019-03-21 09:00', scenes.people.inspector, 'lead.register', {
      category: '配合不力',
      court: scenes.EXECUTING,
      facts: '未到场',
    });
    expect(said(events, 'lead.registered')).toEqual([null]);
  });
});
