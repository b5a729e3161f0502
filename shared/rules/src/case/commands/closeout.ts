import type { Settings } from '../../house-rules';
import { DEADLINE_KINDS, REQUESTED_OUTCOMES } from '../../vocabulary';
import { confirmCloseout, requestCloseout, returnCloseout, revoke } from '../stages/closeout';
import { adoptSettings } from '../stages/settings';
import { urge } from '../stages/urging';
import { above, command, deciding, executing } from './define';
import { record } from './execution';
import { amount, code, internal, number, optional, text } from './field';

const reasons = text(['理由', 'Reasons']);

export const CLOSEOUT_COMMANDS = [
  command('closeout.request', {
    title: ['报请办结', 'Apply for close-out'],
    articles: [5, 15],
    owner: 'command-center',
    by: [executing('handler')],
    fields: {
      outcome: code(['办结方式', 'Outcome of the case'], REQUESTED_OUTCOMES, {
        otherwise: '办结方式应为实际执结、终结本次执行程序或者协同事项完成',
      }),
      recoveredAmount: amount(['执行到位金额', 'Amount recovered'], { named: '到位金额' }),
      summary: text(['办结情况', 'Summary']),
    },
    decide: requestCloseout,
  }),
  command('closeout.confirm', {
    title: ['确认办结', 'Confirm the close-out'],
    articles: [5, 15],
    owner: 'command-center',
    by: [deciding('commandDirector')],
    fields: {},
    approval: true,
    decide: confirmCloseout,
  }),
  command('closeout.return', {
    title: ['退回办结报请', 'Return the close-out application'],
    articles: [15],
    owner: 'command-center',
    by: [deciding('commandDirector')],
    fields: { reasons },
    decide: returnCloseout,
  }),
  command('collaboration.revoke', {
    title: ['撤销协同', 'Revoke the collaboration'],
    articles: [5, 15],
    owner: 'command-center',
    by: [deciding('commandDirector')],
    fields: { reasons },
    decide: revoke,
  }),
] as const;

export const SUPERVISION_COMMANDS = [
  command('duty.urge', {
    title: ['催办', 'Urge'],
    articles: [14, 16],
    owner: 'command-center',
    by: [above('bureauDirector', 'commandDirector', 'commandOfficer')],
    fields: {
      kind: code(['催办事项', 'Duty urged'], DEADLINE_KINDS, { named: '期限事项', otherwise: '期限事项不正确' }),
      /** Of several duties of a kind, the one about this field record. */
      record: optional(record),
      text: optional(text(['催办内容', 'Text'])),
    },
    decide: urge,
  }),
  command('settings.adopt', {
    title: [
      '本案改用另一版本的内部规则（设置，不是法律规定）',
      'Put the case under another version of the settings (not law)',
    ],
    articles: [19],
    owner: 'command-center',
    by: [deciding('bureauDirector')],
    fields: {
      version: number(['版本', 'Version'], { least: { is: 1, says: '版本从1起' } }),
      reason: text(['理由', 'Reasons']),
      /** What the version says, added by the service that keeps the versions. */
      settings: internal<Settings>(),
    },
    decide: adoptSettings,
  }),
] as const;
