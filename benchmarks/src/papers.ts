import type { CommandFields, CommandType, Role } from '@xiezhi/rules';
import type { People, Person } from './people';

export const EXECUTING = '吉0104';
export const DECIDING = '吉01';
export const PARTICIPANT = '吉0105';

/** A basic court's application to its intermediate court (Art. 7), as large as an ordinary one. */
export function application(serial: number): CommandFields['application.submit'] {
  return {
    to: DECIDING,
    caseNumber: `（2016）${EXECUTING}执${serial}号`,
    filingDate: '2016-06-15',
    cause: '买卖合同纠纷',
    parties: [
      { side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
      { side: 'respondent', name: '吉林北岭置业有限公司', kind: 'organization' },
    ],
    claimAmount: 12_860_000,
    hasProperty: true,
    grounds: [
      {
        code: '3-6',
        facts: '已查明的可供执行财产中，位于二道区的两处商铺约占评估总值的九成，系被执行人的主要财产。',
        propertyCourt: PARTICIPANT,
        propertyPlace: '长春市二道区',
      },
    ],
    matters: '请二道区法院协助腾退、清点并配合拍卖两处商铺。',
    exclusions: [{ type: '评估', start: '2017-03-01', end: '2017-04-15', document: '委托评估函' }],
    suggestedParticipants: [PARTICIPANT],
    materials: [
      { kind: '执行依据', title: '（2015）朝民初字第1846号民事判决书' },
      { kind: '本院意见', title: '朝阳区法院报请协同执行的意见' },
    ],
  };
}

const PLAN: CommandFields['plan.submit'] = {
  tasks: '朝阳区法院负责公告、腾退与拍卖手续；二道区法院负责现场清点、维持秩序和协助交接。',
  responsibilities: '朝阳区法院执行员为办案负责人，二道区法院执行干警按分工对现场清点和交接记录负责。',
  command: '由长春中院执行指挥中心统一指挥，现场设一名指挥员。',
  coordination: '二道区法院提前三日与街道、物业和消防部门对接。',
  support: '安排执行干警十四名、警车四辆、搬运车两辆，费用由各院执行专项经费列支。',
  risks: '商户可能滞留，提前送达腾退公告并准备临时存放场所，现场全程录音录像。',
};

interface Act<T extends CommandType> {
  court: string;
  role: Role;
  type: T;
  fields: CommandFields[T];
}

const act = <T extends CommandType>(court: string, role: Role, type: T, fields: CommandFields[T]): Act<CommandType> =>
  ({ court, role, type, fields }) as Act<CommandType>;

/** What follows the application, up to the close-out: scenario S01's accepted commands in their order. */
const STORY: readonly Act<CommandType>[] = [
  act(DECIDING, 'handler', 'application.register', {}),
  act(DECIDING, 'handler', 'review.propose', { outcome: 'APPROVE', reasons: '符合第三条第（六）项。' }),
  act(DECIDING, 'bureauDirector', 'review.decide', {
    outcome: 'APPROVE',
    reasons: '由执行法院单独腾退确有困难，应由二道区法院协同执行。',
    participants: [PARTICIPANT],
    sensitivity: 'ORDINARY',
  }),
  act(EXECUTING, 'handler', 'decision.acknowledge', {}),
  act(PARTICIPANT, 'handler', 'decision.acknowledge', {}),
  act(DECIDING, 'commandOfficer', 'plan.submit', PLAN),
  act(DECIDING, 'commandDirector', 'plan.approve', {}),
  act(EXECUTING, 'fieldOfficer', 'execution.report', { text: '执行人员已到达一号商铺，商户拒绝开门。' }),
  act(DECIDING, 'commandOfficer', 'execution.instruct', { to: PARTICIPANT, text: '请到一号商铺门前维持秩序。' }),
  act(PARTICIPANT, 'fieldOfficer', 'execution.acknowledge', { record: 2 }),
  act(PARTICIPANT, 'fieldOfficer', 'execution.report', { text: '两处商铺已全部腾空，物品清点造册并移交保管。' }),
  act(EXECUTING, 'handler', 'closeout.request', {
    outcome: 'ACTUALLY_CLOSED',
    recoveredAmount: 12_860_000,
    summary: '案款全部到位并已发放申请执行人，案件执行完毕。',
  }),
  act(DECIDING, 'commandDirector', 'closeout.confirm', {}),
];

export const COMMANDS_PER_CASE = 1 + STORY.length;

export const CAST: readonly Person[] = [
  ...new Map(
    [{ court: EXECUTING, role: 'handler' as Role }, ...STORY].map(({ court, role }) => [
      `${court}/${role}`,
      { court, role },
    ]),
  ).values(),
];

/** One case from its first paper up to so many commands after it, each by the person whose duty it is. */
export async function carryTo(people: People, serial: number, commands: number) {
  const opened = await people.as(EXECUTING, 'handler').submit(application(serial));
  if (!('seq' in opened)) throw new Error('the engine is away');
  let answer = opened;
  for (const { court, role, type, fields } of STORY.slice(0, commands)) {
    answer = await people.as(court, role).command(opened.caseId, type, fields as never);
  }
  return answer;
}

/** One case from its first paper to its close-out. */
export async function carryThrough(people: People, serial: number): Promise<void> {
  const { caseId, state } = await carryTo(people, serial, STORY.length);
  if (state !== 'CLOSED') throw new Error(`case ${caseId} ended as ${state}`);
}
