import type { VaeConfig } from '../../src/families/vae/config.ts';
import { applyRules } from '../../src/fusion/applyRules.ts';
import { denseUpdate } from '../../src/fusion/denseUpdate.ts';
import type { FusionRule } from '../../src/fusion/rule.ts';
import { arenaSizes, type Dispatch, type Plan, planTensors } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import type { OptimizerOptions } from '../../src/optimizers/registry.ts';
import { type Objective, SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';

/** The recorded training plan of the seed model or a similar one. */
export function seedPlan(
  config: Partial<VaeConfig> = {},
  optimizer: OptimizerOptions = ADAM_DEFAULTS,
  objective: Partial<Objective> = {},
): Plan {
  const source = { rows: 128, dataRows: 60_000, dtypes: { data: 'u8' }, ring: 32 } as const;
  const noise = { kind: 'counter', stream: 3 } as const;
  const model = new VaeModel({ ...SEED_CONFIG, ...config });
  return model.trainingPlan(source, noise, optimizer, objective).plan;
}

export const kernelsOf = ({ step }: Plan): string[] => step.map(({ kernel }) => kernel);

export const count = (plan: Plan, kernel: string): number =>
  kernelsOf(plan).filter((name) => name === kernel).length;

/** Applies rules in order, each until it finds no more matches. */
export function exhaust(plan: Plan, ...rules: FusionRule[]): Plan {
  return applyRules(plan, rules);
}

/** The plan after a rule; undefined if it does not match. */
export function fired(plan: Plan, rule: FusionRule): Plan | undefined {
  const next = applyRules(plan, [rule]);
  return next === plan ? undefined : next;
}

/** `denseUpdate` for a plan whose tensors lie in arenas. */
export function updateOf(plan: Plan): FusionRule {
  return denseUpdate(arenaSizes(planTensors(plan)));
}

/** The dispatch with a label. */
export function labelled({ step }: Plan, label: string): Dispatch {
  const found = step.find((dispatch) => dispatch.label === label);
  if (!found) throw new Error(`no dispatch ${label}`);
  return found;
}

/** The plan with changed constants in the dispatch with a label. */
export function withConstants(plan: Plan, label: string, constants: Dispatch['constants']): Plan {
  const given = labelled(plan, label);
  const edited = { ...given, constants: { ...given.constants, ...constants } };
  return { ...plan, step: plan.step.map((dispatch) => (dispatch === given ? edited : dispatch)) };
}

/** The plan in which the dispatch with a label runs only every `every` steps. */
export function withEvery(plan: Plan, label: string, every: number): Plan {
  const given = labelled(plan, label);
  return {
    ...plan,
    step: plan.step.map((dispatch) => (dispatch === given ? { ...given, every } : dispatch)),
  };
}

/** The plan with one more dispatch, of any kernel, that reads a tensor. */
export function withReader(plan: Plan, tensor: Tensor | undefined): Plan {
  if (!tensor) throw new Error('no tensor to read');
  const reader: Dispatch = {
    label: 'reader',
    kernel: 'activation_backward',
    bindings: { dy: tensor },
    slots: {},
    constants: {},
  };
  return { ...plan, step: [...plan.step, reader] };
}
