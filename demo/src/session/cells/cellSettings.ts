import { type SettingField, whole } from '../settingFields.ts';

/** Settings of the next model of cells, and of the groups of its codes. */
export interface CellSettings {
  /** Dimensions of a cell's code. */
  readonly latent: number;
  /** Units of the hidden layers. */
  readonly hidden: number;
  readonly epochs: number;
  /** Groups that are looked for. */
  readonly groups: number;
}

/** Small enough to train within half a minute on a CPU. */
export const CELL_DEFAULTS: CellSettings = { latent: 4, hidden: 32, epochs: 30, groups: 5 };

/** Groups have colours of their own. */
const MOST_GROUPS = 10;

export const CELL_FIELDS: {
  readonly [K in keyof CellSettings]: SettingField<CellSettings[K]>;
} = {
  latent: whole(2, 64),
  hidden: whole(8, 512),
  epochs: whole(1, 1000),
  groups: whole(2, MOST_GROUPS),
};

/** True if both settings define the same model. */
export function sameCells(a: CellSettings, b: CellSettings): boolean {
  return a.latent === b.latent && a.hidden === b.hidden;
}
