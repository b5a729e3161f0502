import { SETTINGS, settingsProblems, valueInWords } from '@xiezhi/rules';
import type { SettingId, SettingsChange, SettingValue } from '@xiezhi/rules';

type Values = Partial<Record<SettingId, SettingValue | null>>;

/** Of what stands in the form, what differs from the values in force; an emptied field stays as it is. */
export function changeOf(current: Values, typed: Values): SettingsChange {
  return Object.fromEntries(
    SETTINGS.flatMap(({ id }) => {
      const value = typed[id];
      return value === undefined || value === null || value === current[id] ? [] : [[id, value]];
    }),
  );
}

export interface Difference {
  id: SettingId;
  title: string;
  before: string;
  after: string;
}

/** What a change would do, in words. */
export function differencesOf(current: Values, change: SettingsChange): Difference[] {
  return SETTINGS.flatMap((setting) => {
    const { id, title } = setting;
    const after = change[id];
    if (after === undefined) return [];
    const before = current[id];
    const words = (value: SettingValue) => valueInWords(setting, value);
    return [{ id, title, before: before === undefined || before === null ? '—' : words(before), after: words(after) }];
  });
}

/** The Rule's own objections, by field. */
export function problemsOf(change: SettingsChange): Map<string, string> {
  return new Map(settingsProblems(change).map(({ id, message }) => [id, message]));
}
