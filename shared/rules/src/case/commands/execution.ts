import { LEAD_CATEGORIES, LEAD_OUTCOMES, OBJECTION_OUTCOMES } from '../../vocabulary';
import { acknowledge, correct, instruct, object, report, resolveObjection } from '../stages/execution';
import { concludeLead, registerLead, verifyLead } from '../stages/leads';
import { above, acting, command, deciding } from './define';
import { byDevice, code, court, flag, instant, list, number, optional, text, uuid } from './field';

/** The number of a field record in its case, from 1. */
export const record = number(['记录编号', 'Number of the record'], { above: 0 });
/** The number of a lead in its case, from 1. */
const lead = number(['问责线索', 'Lead'], { above: 0 }, { named: '线索编号' });
const urgent = optional(flag(['紧急', 'Urgent'], { named: '是否紧急' }));
const to = court(['接收法院', 'To']);
/** The report that it answers. */
const about = optional({ ...record, label: ['所答复的报告', 'Report answered'] as const });

/**
 * A field record as a device without a connection has kept it. `clientId` is a UUID made by the device, by which a record
 * sent twice is known; `capturedAt` its own clock's instant; `clientSeq` its own count, which keeps the device's order.
 */
export const captured = {
  clientId: byDevice(uuid(['记录标识', 'Record id'])),
  capturedAt: byDevice(instant(['时间', 'Captured at'])),
  clientSeq: byDevice(number(['设备序号', 'Device’s count'], { least: { is: 0, says: '设备序号不能为负数' } })),
};

export const EXECUTION_COMMANDS = [
  command('execution.report', {
    title: ['现场报告（第十二条）', 'Report from the field (Art. 12)'],
    articles: [12],
    owner: 'command-center',
    by: [acting('fieldOfficer')],
    fields: { text: text(['报告内容', 'Report']), urgent, ...captured },
    decide: report,
  }),
  command('execution.instruct', {
    title: ['发布指令（第十二条）', 'Give an instruction (Art. 12)'],
    articles: [12],
    owner: 'command-center',
    by: [deciding('commandOfficer')],
    fields: { to, text: text(['指令内容', 'Instruction']), urgent, about },
    decide: instruct,
  }),
  command('execution.correct', {
    title: ['发布纠正指令（第十二条）', 'Give a correcting instruction (Art. 12)'],
    articles: [12],
    owner: 'command-center',
    by: [deciding('commandOfficer')],
    fields: { to, text: text(['纠正内容', 'Correction']), urgent, about },
    decide: correct,
  }),
  command('execution.acknowledge', {
    title: ['签收指令', 'Acknowledge the instruction'],
    articles: [12],
    owner: 'command-center',
    by: [acting('fieldOfficer')],
    fields: { record, ...captured },
    decide: acknowledge,
  }),
  command('execution.object', {
    title: ['对纠正指令提出复议', 'Object to the correcting instruction'],
    articles: [12],
    owner: 'command-center',
    by: [acting('fieldOfficer')],
    fields: { record, reason: text(['复议理由', 'Grounds of objection']), ...captured },
    decide: object,
  }),
  command('execution.resolveObjection', {
    title: ['处理复议', 'Decide on the objection'],
    articles: [12],
    owner: 'command-center',
    by: [deciding('commandDirector')],
    fields: {
      record,
      outcome: code(['结论', 'Outcome'], OBJECTION_OUTCOMES),
      reasons: text(['理由', 'Reasons']),
    },
    decide: resolveObjection,
  }),
] as const;

export const LEAD_COMMANDS = [
  command('lead.register', {
    title: ['登记问责线索（第十三条）', 'Register a lead (Art. 13)'],
    articles: [13],
    owner: 'command-center',
    by: [deciding('inspector', 'commandOfficer')],
    fields: {
      category: code(['类别', 'Category'], LEAD_CATEGORIES, { named: '线索类别', otherwise: '线索类别不正确' }),
      court: court(['所涉法院', 'Court concerned']),
      facts: text(['事实', 'Facts']),
      evidence: optional(list(['引用的案件记录', 'Entries of the case cited'], record, { most: { is: 1000 } })),
    },
    decide: registerLead,
  }),
  command('lead.verify', {
    title: ['核查问责线索（第十三条）', 'Verify the lead (Art. 13)'],
    articles: [13],
    owner: 'command-center',
    by: [above('inspector')],
    fields: { lead, note: text(['核查情况', 'What was looked into']) },
    decide: verifyLead,
  }),
  command('lead.conclude', {
    title: ['处理问责线索：移送或者不成立（第十三条）', 'Conclude the lead: transferred or unfounded (Art. 13)'],
    articles: [13],
    owner: 'command-center',
    by: [above('inspector')],
    fields: {
      lead,
      outcome: code(['结论', 'Outcome'], LEAD_OUTCOMES, { named: '处理结果' }),
      note: text(['处理情况', 'What was done with it']),
    },
    decide: concludeLead,
  }),
] as const;
