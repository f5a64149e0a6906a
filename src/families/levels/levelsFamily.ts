import type { Shape } from '../../layers/layer.ts';
import { loadSchedules } from '../../schedules/schedule.ts';
import type { Family } from '../family.ts';
import {
  type Level,
  type LevelChoice,
  type LevelsArchitecture,
  type LevelsArchitectureChoice,
  resolveLevels,
} from './architecture.ts';
import type { LevelsKind } from './inference.ts';
import { loadLevels } from './load.ts';
import { LevelsModel } from './model.ts';
import {
  checkLevelsObjective,
  LEVELS_OBJECTIVE,
  type LevelsObjectiveOptions,
} from './objective.ts';

/** A family of hierarchies of latent codes. */
export function levelsFamily(
  name: string,
  options: {
    readonly kind: LevelsKind;
    /** The published levels. */
    readonly levels: readonly LevelChoice[];
    /** Shape of what the encoder of the next level takes. */
    readonly upward: (level: Level, encoded: Shape) => Shape;
  },
): Family {
  const { kind, levels, upward } = options;
  return {
    name,
    defaults: { ...LEVELS_OBJECTIVE },
    checkOptions: (given) => checkLevelsObjective(given as unknown as LevelsObjectiveOptions),
    loadOptions: ({ beta }) => loadSchedules([beta].flat()),
    resolve: (given) =>
      resolveLevels(given as LevelsArchitectureChoice, { family: name, levels, upward }),
    async build(architecture) {
      const complete = architecture as LevelsArchitecture;
      await loadLevels(complete);
      return new LevelsModel(complete, kind, upward);
    },
  };
}
