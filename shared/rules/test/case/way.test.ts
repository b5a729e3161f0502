import { factsOf, wayOf } from '../../src/index';
import type { PureCase } from '../support/pure-case';
import * as scenes from '../support/scenes';

/** The stages in order: `✓` been through, `*` where the case stands. */
function way({ state }: PureCase): string {
  const { proposal, closeRequest } = state;
  const marks = { DONE: '✓', CURRENT: '*', AHEAD: '' };
  return wayOf({ ...factsOf(state), proposal, closeRequest })
    .map(({ stage, standing }) => `${stage}${marks[standing]}`)
    .join(' ');
}

const revoked = () =>
  scenes
    .planDraft()
    .does('2019-03-20 09:00', scenes.people.commandDirector, 'collaboration.revoke', { reasons: '当事人已和解' });

test.each<[string, () => PureCase, string]>([
  [
    'an application waits to be admitted',
    scenes.submitted,
    'APPLICATION✓ ADMISSION* REVIEW DECISION SERVICE PLAN EXECUTION CLOSEOUT',
  ],
  [
    'so does one that is to be completed',
    scenes.correctionRequested,
    'APPLICATION✓ ADMISSION* REVIEW DECISION SERVICE PLAN EXECUTION CLOSEOUT',
  ],
  [
    'one to the High Court waits for the relay court first',
    scenes.referred,
    'APPLICATION✓ FORWARDING* ADMISSION REVIEW DECISION SERVICE PLAN EXECUTION CLOSEOUT',
  ],
  [
    'then for the High Court',
    scenes.forwarded,
    'APPLICATION✓ FORWARDING✓ ADMISSION* REVIEW DECISION SERVICE PLAN EXECUTION CLOSEOUT',
  ],
  ['an order waits for its review', scenes.ordered, 'ORDER✓ REVIEW* DECISION SERVICE PLAN EXECUTION CLOSEOUT'],
  [
    'what is proposed waits for the decision',
    scenes.proposed,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION* SERVICE PLAN EXECUTION CLOSEOUT',
  ],
  [
    'a decision waits to be acknowledged',
    scenes.approved,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE* PLAN EXECUTION CLOSEOUT',
  ],
  [
    'a plan that is drafted waits for its approval',
    scenes.planDraft,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE✓ PLAN* EXECUTION CLOSEOUT',
  ],
  [
    'a plan that holds is carried out',
    scenes.planApproved,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE✓ PLAN✓ EXECUTION* CLOSEOUT',
  ],
  [
    'a case that is closed has gone the whole way',
    scenes.closed,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE✓ PLAN✓ EXECUTION✓ CLOSEOUT✓',
  ],
  [
    'one that is revoked shows how far it came',
    revoked,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE✓ CLOSEOUT✓',
  ],
  [
    'a refusal is acknowledged before the court enforces by itself',
    scenes.refused,
    'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE* SELF_EXECUTION',
  ],
  ['then it does', scenes.selfExecution, 'APPLICATION✓ ADMISSION✓ REVIEW✓ DECISION✓ SERVICE✓ SELF_EXECUTION*'],
  [
    'a withdrawn application leaves the way where it stood',
    scenes.withdrawn,
    'APPLICATION✓ ADMISSION✓ SELF_EXECUTION*',
  ],
  ['so does one that was never completed', scenes.lapsed, 'APPLICATION✓ SELF_EXECUTION*'],
])('%s', (_, scene, expected) => expect(way(scene())).toBe(expected));
