import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const ONE = '5f0c1a52-6a40-4c1e-9a55-0d6f0b3f7c01';
const TWO = '5f0c1a52-6a40-4c1e-9a55-0d6f0b3f7c02';
const report = (clientId: string, capturedAt?: string, clientSeq?: number) => ({
  text: '到场',
  clientId,
  capturedAt,
  clientSeq,
});

/** Record 2 orders the participating court to put something right. */
const ordered = () =>
  scene.inExecution().does('2019-03-20 17:00', people.officer, 'execution.correct', { to: '吉0105', text: '纠正' });

function sameAfter(c: PureCase, again: () => unknown): void {
  const before = c.state;
  again();
  expect(c.state).toEqual(before);
}

describe('records kept by a device without a connection (Art. 12)', () => {
  test('numbered as they arrive, with the device’s time and count beside the server’s', () => {
    const c = scene.inExecution();
    c.does('2019-03-21 18:00', people.field, 'execution.report', report(TWO, '2019-03-21T11:00:00+08:00', 2));
    c.does('2019-03-21 18:01', people.field, 'execution.report', report(ONE, '2019-03-21T10:00:00+08:00', 1));
    expect(c.facts.records.slice(1)).toMatchObject([
      {
        number: 2,
        at: '2019-03-21T18:00:00.000+08:00',
        captured: { clientId: TWO, capturedAt: '2019-03-21T11:00:00+08:00', clientSeq: 2 },
      },
      { number: 3, at: '2019-03-21T18:01:00.000+08:00', captured: { clientId: ONE, clientSeq: 1 } },
    ]);
  });

  test('a record sent again is the record it was, wherever the case has got to', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.field, 'execution.report', report(ONE));
    sameAfter(c, () => c.does('2019-03-21 09:01', people.field, 'execution.report', report(ONE)));
    c.does('2019-03-26 09:00', people.applicant, 'closeout.request', scene.closeout);
    sameAfter(c, () => c.does('2019-03-26 10:00', people.field, 'execution.report', report(ONE)));
    expect(c.refusal('2019-03-26 10:00', people.field, 'execution.report', report(TWO))).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('so is a receipt, and an objection', () => {
    const c = ordered();
    const receipt = { record: 2, clientId: ONE, capturedAt: '2019-03-21T08:00:00+08:00' };
    const objection = { record: 2, reason: '异议', clientId: TWO };
    c.does('2019-03-21 09:00', people.participantField, 'execution.acknowledge', receipt);
    c.does('2019-03-21 10:00', people.participantField, 'execution.object', objection);
    expect(c.facts.records[1]).toMatchObject({ acknowledgedOn: '2019-03-21', receipt: { clientId: ONE } });
    sameAfter(c, () => c.does('2019-03-21 11:00', people.participantField, 'execution.acknowledge', receipt));
    sameAfter(c, () => c.does('2019-03-21 11:00', people.participantField, 'execution.object', objection));
    expect(c.refusal('2019-03-21 11:00', people.participantField, 'execution.acknowledge', { record: 2 })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test('nothing is counted from the device’s time', () => {
    const c = ordered().does('2019-03-22 09:00', people.participantField, 'execution.acknowledge', {
      record: 2,
      clientId: ONE,
      capturedAt: '2019-03-21T08:00:00+08:00',
    });
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ status: 'LATE', doneOn: '2019-03-22', lateWorkdays: 1 });
  });

  test('one identity, one record', () => {
    const c = ordered().does('2019-03-21 09:00', people.field, 'execution.report', report(ONE));
    const other = { record: 2, clientId: ONE };
    expect(c.refusal('2019-03-21 10:00', people.participantField, 'execution.acknowledge', other)).toBe('VALIDATION');
    expect(c.refusal('2019-03-21 10:00', people.participantField, 'execution.report', report(ONE))).toBe('VALIDATION');
  });

  test.each([
    ['2019-03-21T09:05:00+08:00', undefined],
    ['2019-03-21T09:05:00.001+08:00', 'VALIDATION'],
    ['2019-03-21T01:05:01Z', 'VALIDATION'],
    ['2001-01-01T00:00:00+08:00', undefined],
  ])('at 09:00 a device says %s: %s', (capturedAt, code) => {
    const c = scene.inExecution();
    expect(c.refusal('2019-03-21 09:00', people.field, 'execution.report', report(ONE, capturedAt))).toBe(code);
  });
});
