import { SETTING_FIELDS, SETTING_NAMES, type SettingField } from './settingFields.ts';
import { MODEL_SETTINGS, type Settings } from './settings.ts';

/** Settings found in a link, and what in it was not understood. */
export interface LinkedSettings {
  readonly settings: Partial<Settings>;
  /** A sentence each. */
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

/** The query of a link that gives `settings` where `defaults` hold; empty if they are the same. */
export function writeSettings(settings: Settings, defaults: Settings): string {
  const query = new URLSearchParams();
  for (const name of SETTING_NAMES) {
    const { format } = SETTING_FIELDS[name] as SettingField<unknown>;
    const text = format(settings[name]);
    if (text !== format(defaults[name])) query.set(name, text);
  }
  const text = query.toString();
  return text && `?${text}`;
}

/** Whether both settings make the same model. */
export function sameModel(a: Settings, b: Settings): boolean {
  return MODEL_SETTINGS.every((name) => {
    const { format } = SETTING_FIELDS[name] as SettingField<unknown>;
    return format(a[name]) === format(b[name]);
  });
}
