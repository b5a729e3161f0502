import type { Settings } from '../house-rules';
import { SETTINGS, valueInWords } from './catalogue';
import type { SettingDefinition, SettingId, SettingValue } from './catalogue';

/** New values by the name of the setting; what is not named stays. */
export type SettingsChange = { readonly [K in SettingId]?: SettingValue | undefined };

/** What is wrong with one value of a change, in Chinese. */
export interface SettingProblem {
  id: string;
  message: string;
}

function problemOf({ title, range }: SettingDefinition, value: unknown): string | undefined {
  switch (range.kind) {
    case 'integer': {
      const { min, max, unit } = range;
      const fits = typeof value === 'number' && Number.isInteger(value) && min <= value && value <= max;
      return fits ? undefined : `“${title}”应为${min}至${max}之间的整数（${unit}）`;
    }
    case 'choice': {
      const fits = typeof value === 'string' && Object.hasOwn(range.options, value);
      const options = Object.entries(range.options).map(([option, words]) => `${option}（${words}）`);
      return fits ? undefined : `“${title}”应为${options.join('、')}之一`;
    }
    case 'flag':
      return typeof value === 'boolean' ? undefined : `“${title}”应为 true 或 false`;
  }
}

/** Everything wrong with a change, setting by setting; empty when it can be approved. */
export function settingsProblems(
  change: Readonly<Record<string, unknown>>,
  catalogue: readonly SettingDefinition[] = SETTINGS,
): SettingProblem[] {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  if (given.length === 0) return [{ id: '', message: '没有写明要修改的设置' }];
  return given.flatMap(([id, value]) => {
    const setting = catalogue.find((candidate) => candidate.id === id);
    const message = setting ? problemOf(setting, value) : `没有“${id}”这项设置`;
    return message === undefined ? [] : [{ id, message }];
  });
}

/** The settings that follow from a change that has no problems, as version `version`. */
export function changedSettings(base: Settings, change: SettingsChange, version: number): Settings {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const isOwn = (id: string) => !id.startsWith('HR-');
  return {
    ...base,
    ...(Object.fromEntries(given.filter(([id]) => isOwn(id))) as Partial<Settings>),
    workdays: { ...base.workdays, ...(Object.fromEntries(given.filter(([id]) => !isOwn(id))) as object) },
    version,
  };
}

/** What differs between two versions, in words: `层报：5个工作日 → 6个工作日`. */
export function settingsDifferences(
  from: Settings,
  to: Settings,
  catalogue: readonly SettingDefinition[] = SETTINGS,
): { id: SettingId; title: string; words: string }[] {
  return catalogue
    .filter((setting) => setting.read(from) !== setting.read(to))
    .map((setting) => {
      const { id, title } = setting;
      const [before, after] = [from, to].map((settings) => valueInWords(setting, setting.read(settings)));
      return { id, title, words: `${title}：${before} → ${after}` };
    });
}
