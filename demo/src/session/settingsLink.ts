import { SETTING_FIELDS, SETTING_NAMES, type SettingField } from './settingFields.ts';
import { MODEL_SETTINGS, RUN_SETTINGS, type Settings } from './settings.ts';

/** Settings found in a link, and problems with the rest of it. */
export interface LinkedSettings {
  readonly settings: Partial<Settings>;
  /** One sentence each. */
  readonly problems: readonly string[];
}

/** @param search a link's query, such as `?latent=2&hidden=400` */
export function readSettings(search: string): LinkedSettings {
  const settings: Partial<Record<keyof Settings, unknown>> = {};
  const problems: string[] = [];
  const given = new URLSearchParams(search);
  for (const name of SETTING_NAMES) {
    const text = given.get(name);
    if (text === null) continue;
    const { parse, wanted } = SETTING_FIELDS[name];
    const value = parse(text);
    if (value === undefined) problems.push(`${name} takes ${wanted}; the link says "${text}".`);
    else settings[name] = value;
  }
  return { settings: settings as Partial<Settings>, problems };
}

/** Settings about the user's own machine, which links for others omit. */
const PERSONAL: readonly (keyof Settings)[] = ['backend', 'adapter', 'hiddenTab'];

/** The query of a link for others: all settings that define the model, for any machine. */
export function sharedQuery(settings: Settings): string {
  return query(
    settings,
    SETTING_NAMES.filter((name) => !PERSONAL.includes(name)),
  );
}

/**
 * The query of the page's own address: empty if the settings are the `defaults` of this machine,
 * else all settings that define the model, and other settings that differ from the defaults.
 */
export function addressQuery(settings: Settings, defaults: Settings): string {
  const differs = (name: keyof Settings) => textOf(settings, name) !== textOf(defaults, name);
  if (!SETTING_NAMES.some(differs)) return '';
  return query(
    settings,
    SETTING_NAMES.filter((name) => !PERSONAL.includes(name) || differs(name)),
  );
}

/**
 * True if both settings define the same model. Annealing also depends on the length of training.
 */
export function sameModel(a: Settings, b: Settings): boolean {
  const names = a.annealing === 'none' ? MODEL_SETTINGS : [...MODEL_SETTINGS, ...RUN_SETTINGS];
  return names.every((name) => textOf(a, name) === textOf(b, name));
}

function query(settings: Settings, names: readonly (keyof Settings)[]): string {
  const given = new URLSearchParams(names.map((name) => [name, textOf(settings, name)]));
  return `?${given}`;
}

function textOf(settings: Settings, name: keyof Settings): string {
  const { format } = SETTING_FIELDS[name] as SettingField<unknown>;
  return format(settings[name]);
}
