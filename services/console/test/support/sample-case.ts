import { decide, decideSystem, DEFAULT_SETTINGS, open, visibleToCourts } from '@xiezhi/rules';
import type { Actor, CaseCommand, CaseEvent, CaseState, CommandFields, CommandType, Outcome } from '@xiezhi/rules';
import type { CaseDocument } from '@xiezhi/case-kit';

/** What somebody might type in the hope that it is taken for markup. */
export const HOSTILE = `"><script>alert('獬')</script><img src=x onerror=alert(1)>&amp;\`\${1}`;

export const CASE_ID = 'jl0104-0123456789abcdef';

type Step = {
  [T in CommandType]: [at: string, court: string, role: Actor['role'], type: T, fields: CommandFields[T]];
}[CommandType];

const APPLICATION: CommandFields['application.submit'] = {
  to: '吉01',
  caseNumber: '（2016）吉0104执312号',
  filingDate: '2016-06-15',
  cause: '买卖合同纠纷',
  parties: [
    { side: 'applicant', name: `长春松涛建材有限公司${HOSTILE}`, kind: 'organization' },
    { side: 'respondent', name: '吉林北岭置业有限公司', kind: 'organization' },
  ],
  claimAmount: 12_860_000,
  hasProperty: true,
  grounds: [
    { code: '3-1', facts: `两处商铺可供执行。${HOSTILE}` },
    { code: '3-6', facts: '主要财产位于二道区。', propertyCourt: '吉0105', propertyPlace: '长春市二道区' },
    { code: '3-8', facts: '腾退涉及多家商户。' },
  ],
  matters: `请协助腾退、清点。\n${HOSTILE}`,
  exclusions: [
    { type: '评估', start: '2017-03-01', end: '2017-04-15', document: `评估函${HOSTILE}` },
    { type: '拍卖', start: '2017-06-01', end: '2017-08-05' },
  ],
  channel: 'ELECTRONIC',
};

const PLAN = { tasks: '分工', responsibilities: '责任', command: '指挥', coordination: '联络', support: '保障' };

const STEPS: readonly Step[] = [
  ['2018-09-21T09:10:00+08:00', '吉01', 'handler', 'application.register', {}],
  ['2018-10-08T10:10:00+08:00', '吉01', 'handler', 'review.propose', { outcome: 'APPROVE', reasons: HOSTILE }],
  [
    '2018-10-09T16:20:00+08:00',
    '吉01',
    'bureauDirector',
    'review.decide',
    { outcome: 'APPROVE', reasons: `应当协同。${HOSTILE}`, participants: ['吉0105'], sensitivity: 'ORDINARY' },
  ],
  ['2018-10-15T09:20:00+08:00', '吉0104', 'handler', 'decision.acknowledge', {}],
  ['2018-10-15T14:05:00+08:00', '吉0105', 'handler', 'decision.acknowledge', {}],
  [
    '2018-10-16T10:00:00+08:00',
    '吉01',
    'commandOfficer',
    'plan.submit',
    { ...PLAN, officers: [{ name: `傅某${HOSTILE}`, court: '吉0105', credential: '吉执12号' }] },
  ],
  ['2018-10-18T09:30:00+08:00', '吉01', 'commandDirector', 'plan.approve', {}],
  ['2018-10-25T09:15:00+08:00', '吉0104', 'fieldOfficer', 'execution.report', { text: HOSTILE, urgent: true }],
  ['2018-10-25T09:35:00+08:00', '吉01', 'commandOfficer', 'execution.instruct', { to: '吉0105', text: '维持秩序。' }],
];

function accepted(outcome: Outcome): { events: CaseEvent[]; state: CaseState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

/** A case in execution with an open deadline, a late one and every part filled, as a read model would keep it. */
export function sampleCase(caseId = CASE_ID): CaseDocument {
  const actor = (court: string, role: Actor['role']): Actor => ({
    court,
    role,
    name: `于某${HOSTILE}`,
    sub: `${court}-${role}`,
  });
  const command = ([at, court, role, type, fields]: Step): CaseCommand =>
    ({ type, at, actor: actor(court, role), with: fields }) as CaseCommand;
  const opening = command(['2018-09-20T15:20:00+08:00', '吉0104', 'handler', 'application.submit', APPLICATION]);
  let { state, events } = accepted(
    open(opening as CaseCommand<'application.submit'>, { settings: DEFAULT_SETTINGS, calendar: [] }),
  );
  const take = (next: { events: CaseEvent[]; state: CaseState }) => {
    state = next.state;
    events = [...events, ...next.events];
  };
  for (const [index, step] of STEPS.entries()) {
    take(accepted(decide(state, command(step))));
    if (index > 0) continue;
    take(accepted(decideSystem(state, { type: 'document.number', at: step[0], year: 2018, serial: 1 })));
  }
  const timeline = events.map(({ type, at, actor: by }, index) => ({
    seq: index + 1,
    type,
    at,
    court: by.court,
    role: by.role,
    ...(by.name ? { name: by.name } : {}),
  }));
  const updatedAt = timeline.at(-1)?.at ?? '';
  return {
    _id: caseId,
    seq: timeline.length,
    state,
    timeline,
    status: state.status,
    visibleTo: visibleToCourts(state, updatedAt.slice(0, 10)),
    restricted: false,
    updatedAt,
  };
}
