import type { SettingField } from '../../session/settingFields.ts';

const MOST_CHARACTERS = 100;

/** The name of a checkpoint stored in this browser. */
export const KEPT_NAME: SettingField<string> = {
  wanted: `a name of 1 to ${MOST_CHARACTERS} characters`,
  parse(text) {
    const name = text.trim();
    return name.length >= 1 && name.length <= MOST_CHARACTERS ? name : undefined;
  },
  format: (name) => name,
};
