import {
  addYears,
  articleView,
  DEFAULT_SETTINGS,
  houseRulesView,
  isLocalDate,
  ruleView,
  SETTING_NOTE,
  SETTINGS,
  settingsDifferences,
  settingsInForce,
  settingsProblems,
  toInstant,
} from '@xiezhi/rules';
import type { LocalDate, SettingDefinition, SettingId, SettingsChange } from '@xiezhi/rules';
import { installationContextSchema } from '@xiezhi/contracts';
import {
  articleViewSchema,
  proposedSchema,
  ruleViewSchema,
  settingsVersionsSchema,
  settingsViewSchema,
} from '@xiezhi/contracts/views';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { Proposal, SettingsVersion } from '../changes/types';
import type { RehearsalClock } from '../clock';
import { ruled, personOf, requireRole } from './access';

const day = (label: string) => z.string().refine(isLocalDate, `${label}应为有效日期，格式为YYYY-MM-DD`);
const onQuery = z.object({ on: day('on').optional().describe('哪一天适用的版本，默认今天') });

function valueSchema({ range }: SettingDefinition): z.ZodType {
  // What a value may be is said by the catalogue, in words; here only its type, for the interface description.
  if (range.kind === 'integer') return z.unknown().meta({ type: 'integer', minimum: range.min, maximum: range.max });
  if (range.kind === 'choice') return z.unknown().meta({ enum: Object.keys(range.options) });
  return z.unknown().meta({ type: 'boolean' });
}

const changeSchema = z
  .strictObject({
    ...Object.fromEntries(SETTINGS.map((setting) => [setting.id, valueSchema(setting).optional()])),
    effectiveFrom: day('施行日期').optional().describe('默认批准之日；不早于批准之日，最迟为提出之日起一年'),
    reason: z.string().trim().min(1, '请填写变更理由').max(2_000, '变更理由不超过2000字'),
  })
  .check((context) => {
    const { effectiveFrom: _from, reason: _reason, ...change } = context.value;
    for (const { id, message } of settingsProblems(change)) {
      context.issues.push({ code: 'custom', message, path: id === '' ? [] : [id], input: context.value });
    }
  });

/**
 * No version may take effect before the one published last, so that a year mistyped (`9999`) would hold up every
 * later change for as long.
 * @throws Problem VALIDATION for a day before today or more than a year ahead
 */
function mustBeNear(effectiveFrom: LocalDate, today: LocalDate): void {
  const refuse = (message: string, detail: string) =>
    new Problem('VALIDATION', detail, { errors: [{ path: 'effectiveFrom', message }] });
  if (effectiveFrom < today) throw refuse('不能早于今天', '施行日期不能早于今天：已经立案的案件不追溯适用。');
  const latest = addYears(today, 1);
  if (effectiveFrom > latest) {
    throw refuse(`不能晚于${latest}`, '施行日期不能在一年以后：此前再作的变更都不能早于它施行。');
  }
}

type Versioned = Required<SettingsVersion>;

/** Who gave a setting its value, and why; null for a value that ships. */
function changedBy(id: SettingId, versions: readonly Versioned[], proposals: Map<string, Proposal>) {
  const touched = versions.findLast(({ proposal }) => {
    const change = proposals.get(proposal)?.change;
    return change?.kind === 'settings' && change.settings[id] !== undefined;
  });
  return touched ? authorship(touched, proposals.get(touched.proposal)) : null;
}

function authorship({ _id: version, effectiveFrom }: Versioned, proposal: Proposal | undefined) {
  const named = (person: Proposal['proposedBy'] | undefined) =>
    person ? { name: person.name, court: person.court } : null;
  return {
    version,
    effectiveFrom,
    reason: proposal?.change.kind === 'settings' ? proposal.change.reason : '',
    proposedBy: named(proposal?.proposedBy),
    approvedBy: named(proposal?.approvedBy),
    approvedAt: proposal?.approvedAt ?? null,
  };
}

async function settingsOn(changes: Changes, on: string) {
  const versions = await changes.versions.settingsVersions();
  const settings = settingsInForce(versions, on);
  const applied = versions.filter(({ _id }) => _id <= settings.version);
  const proposals = await changes.proposalsById(versions.map(({ proposal }) => proposal));
  const view = houseRulesView(settings);
  return {
    ...view,
    on,
    upcoming: versions
      .filter(({ _id }) => _id > settings.version)
      .map((version) => authorship(version, proposals.get(version.proposal))),
    settings: view.settings.map((setting) => ({ ...setting, changed: changedBy(setting.id, applied, proposals) })),
  };
}

async function settingsVersions(changes: Changes) {
  const versions = await changes.versions.settingsVersions();
  const proposals = await changes.proposalsById(versions.map(({ proposal }) => proposal));
  const later = versions.map((version, i) => ({
    ...authorship(version, proposals.get(version.proposal)),
    changes: settingsDifferences(versions[i - 1]?.settings ?? DEFAULT_SETTINGS, version.settings),
  }));
  const shipped = { version: DEFAULT_SETTINGS.version, effectiveFrom: '', reason: '出厂设置' };
  const nobody = { proposedBy: null, approvedBy: null, approvedAt: null, changes: [] };
  return { note: SETTING_NOTE, items: [{ ...shipped, ...nobody }, ...later] };
}

const articleParams = z.object({ number: z.coerce.number().int('条号应为整数') });

export function settingsRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  return [
    defineRoute({
      method: 'post',
      path: '/commands/settings.propose',
      operationId: 'settings.propose',
      summary: '提出内部规则（非法定）的变更（须另一人批准）',
      tags: ['changes'],
      security: 'user',
      idempotency: 'optional',
      body: changeSchema,
      responses: { 201: proposedSchema },
      handler: async ({ body, user, idempotencyKey: key }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        const { reason, effectiveFrom, ...settings } = body;
        if (effectiveFrom !== undefined) mustBeNear(effectiveFrom, await today());
        const change = { kind: 'settings', settings: settings as SettingsChange, reason, effectiveFrom } as const;
        const proposed = await changes.propose(change, personOf(user), toInstant(await clock.now()), { key });
        return { status: 201, body: proposed };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/settings',
      operationId: 'readSettings',
      summary: '某日适用的内部规则（设置，不是法律规定）：现值、出厂值、由谁何时因何变更',
      tags: ['settings'],
      security: 'user',
      query: onQuery,
      responses: { 200: settingsViewSchema },
      handler: async ({ query: { on } }) => ({ status: 200, body: await settingsOn(changes, on ?? (await today())) }),
    }),
    defineRoute({
      method: 'get',
      path: '/settings/versions',
      operationId: 'listSettingsVersions',
      summary: '内部规则的各个版本',
      tags: ['settings'],
      security: 'user',
      responses: { 200: settingsVersionsSchema },
      handler: async () => ({ status: 200, body: await settingsVersions(changes) }),
    }),
    defineRoute({
      method: 'get',
      path: '/rules',
      operationId: 'readRules',
      summary: '实施细则全文，逐条列明系统的处理、现行设置、命令和期限',
      tags: ['rules'],
      security: 'user',
      query: onQuery,
      responses: { 200: ruleViewSchema },
      handler: async ({ query: { on } }) => ({
        status: 200,
        body: ruleView(await changes.versions.settingsOn(on ?? (await today()))),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/rules/:number',
      operationId: 'readArticle',
      summary: '实施细则的一条',
      tags: ['rules'],
      security: 'user',
      params: articleParams,
      query: onQuery,
      responses: { 200: articleViewSchema },
      handler: async ({ params: { number }, query: { on } }) => {
        const settings = await changes.versions.settingsOn(on ?? (await today()));
        return { status: 200, body: ruled(() => articleView(number, settings)) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/installation/context',
      operationId: 'readInstallationContext',
      summary: '某日立案的案件适用的内部规则与已公布日历',
      tags: ['changes'],
      security: 'user-or-service',
      query: onQuery,
      responses: { 200: installationContextSchema },
      handler: async ({ query: { on } }) => ({ status: 200, body: await changes.context(on ?? (await today())) }),
    }),
  ];
}
