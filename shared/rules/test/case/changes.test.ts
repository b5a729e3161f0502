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

  it('nothing of the leads, which not everybody may see', () => {
    const { events } = scenes.inExecution().does('2019-03-21 09:00', scenes.people.inspector, 'lead.register', {
      category: '配合不力',
      court: scenes.EXECUTING,
      facts: '未到场',
    });
    expect(said(events, 'lead.registered')).toEqual([null]);
  });
});
