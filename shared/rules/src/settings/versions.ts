import type { LocalDate } from '../local-date';
import type { Settings } from '../house-rules';
import { DEFAULT_SETTINGS } from '../house-rules';

/** A version of the house rules and the day from which cases are opened under it. */
export interface EffectiveSettings {
  settings: Settings;
  effectiveFrom: LocalDate;
}

/**
 * The version in force on a day: the newest whose day has come; what ships before any other. Versions take effect in the
 * order of their numbers, which whoever publishes one has to see to.
 */
export function settingsInForce(
  versions: readonly EffectiveSettings[],
  on: LocalDate,
  shipped: Settings = DEFAULT_SETTINGS,
): Settings {
  let inForce = shipped;
  for (const { settings, effectiveFrom } of versions) {
    if (effectiveFrom <= on && settings.version > inForce.version) inForce = settings;
  }
  return inForce;
}
