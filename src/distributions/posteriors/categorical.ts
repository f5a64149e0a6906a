import { assertInRange, POSITIVE, wholeNumber } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { categoricalKernels } from '../../kernels/catalogue/categorical.generated.ts';
import { categoricalLatentKernels } from '../../kernels/catalogue/categoricalLatent.generated.ts';
import { dropoutKernels } from '../../kernels/catalogue/dropout.generated.ts';
import { addCategoricalDescriptors } from '../../kernels/categoricalDescriptors.ts';
import { categoricalKl } from '../../ops/categoricalKl.ts';
import { categoricalNll } from '../../ops/categoricalNll.ts';
import { type ConcreteOptions, concrete } from '../../ops/concrete.ts';
import { dense } from '../../ops/dense.ts';
import { softmaxGroups } from '../../ops/softmaxGroups.ts';
import {
  checkSchedule,
  loadSchedules,
  type NamedSchedule,
  scheduledValue,
} from '../../schedules/schedule.ts';
import { uniformClasses } from '../priors/uniformClasses.ts';
import type { Draw, Posterior, PosteriorDefinition } from './posterior.ts';

/** Categorical variables, each of which is one of several classes. */
interface CategoricalOptions {
  readonly kind: 'categorical';
  /** Classes of each variable; 10 by default. The latent size is a multiple of them. */
  readonly classes: number;
  /**
   * Temperature of the relaxed samples in training: a number or a schedule. By default from 1 to ½
   * within 10,000 steps.
   */
  readonly temperature: number | NamedSchedule;
}

const TEMPERATURE: NamedSchedule = { kind: 'linear', from: 1, to: 0.5, steps: 10_000 };

/** A step after every schedule's last change. */
const LAST = 2 ** 40;

addCategoricalDescriptors();

/**
 * q(z | x) = Π_v Cat(softmax(logits_v)), with one-hot z. Training takes relaxed samples, through which
 * gradients flow, and the KL of the categorical variables themselves against uniform ones; all else takes
 * one-hot samples. The encoder gives the logits, `fc2`.
 * Source: Jang, Gu & Poole, "Categorical reparameterization with Gumbel-softmax", 2017.
 */
export const categoricalDefinition: PosteriorDefinition<CategoricalOptions> = {
  // Samples take the uniform draws of dropout, probabilities the softmax of the likelihood.
  parts: [dropoutKernels, categoricalKernels, categoricalLatentKernels],
  load: ({ temperature = TEMPERATURE }) => loadSchedules([temperature]),
  resolve({ classes = 10, temperature = TEMPERATURE }) {
    assertInRange('latent.classes', wholeNumber(2), classes);
    checkTemperature(temperature);
    return { kind: 'categorical', classes, temperature };
  },
  build({ layer, size, prior }, { classes, temperature }) {
    if (size % classes !== 0) {
      throw new ConfigError(
        `the size of a "categorical" code is its variables times their ${classes} classes, such as ` +
          `${classes * Math.ceil(size / classes)}, got ${size}`,
      );
    }
    if (prior) {
      throw new ConfigError(
        `a "categorical" posterior has a prior of its own, with classes that are all equally likely: ` +
          `leave out the prior "${prior.kind}"`,
      );
    }
    const logits = layer({ name: 'fc2', units: size });
    const variables = size / classes;
    return {
      name: 'fc2',
      note: `${variables} variable${variables === 1 ? '' : 's'} of ${classes} classes`,
      moments: false,
      classes,
      prior: uniformClasses(size, classes),
      posterior: (graph, h, { training }) => {
        const given = dense(graph, h, logits);
        return training
          ? relaxed(given, { classes, temperature, target: graph.target() })
          : categorical(given, classes);
      },
    };
  },
};

/** @throws ConfigError unless the temperature stays above 0 */
function checkTemperature(temperature: number | NamedSchedule): void {
  checkSchedule('latent.temperature', temperature);
  const above = [1, LAST].every(
    (step) =>
      typeof temperature !== 'function' &&
      POSITIVE.holds(scheduledValue('latent.temperature', temperature, step)),
  );
  if (above) return;
  throw new ConfigError(
    'latent.temperature must be a number above 0 or a named schedule that ends above 0, which "step" does not (it falls to 0), such as ' +
      JSON.stringify(TEMPERATURE),
  );
}

/** @param logits `[rows, variables · classes]` */
function categorical(logits: Tensor, classes: number): Posterior {
  return {
    ...ofLogits(logits, classes),
    sample(graph, at) {
      const { z, samples } = drawn(graph, logits, at, { classes });
      return {
        z,
        samples,
        nll: (to, { name }) => categoricalNll(to, logits, z, { name, classes }),
      };
    },
  };
}

/**
 * The same with relaxed samples.
 * @param relaxation.target index of the temperature among the step's targets
 */
function relaxed(
  logits: Tensor,
  {
    classes,
    temperature,
    target,
  }: Pick<CategoricalOptions, 'classes' | 'temperature'> & { target: number },
): Posterior {
  return {
    ...ofLogits(logits, classes),
    targets: [{ option: 'latent.temperature', schedule: temperature }],
    sample(graph, at) {
      return {
        ...drawn(graph, logits, at, { classes, temperature: target }),
        nll() {
          throw new ConfigError(
            'the relaxed samples that train a "categorical" posterior have no probability: take the ' +
              'bound "elbo"',
          );
        },
      };
    },
  };
}

/** Records samples: relaxed ones if the index of a temperature is given, else one-hot ones. */
function drawn(
  graph: Graph,
  logits: Tensor,
  { name, noise: source, samples = 1 }: Parameters<Posterior['sample']>[1],
  of: Pick<ConcreteOptions, 'classes' | 'temperature'>,
): Pick<Draw, 'z' | 'samples'> {
  const [rows = 0, size = 0] = logits.shape;
  const noise = source.next(graph, rows * samples, size);
  return { z: concrete(graph, logits, { ...of, name, noise, samples }), samples };
}

/** The parts of a posterior that follow from the logits alone. */
function ofLogits(
  logits: Tensor,
  classes: number,
): Required<Pick<Posterior, 'probabilities' | 'divergence'>> {
  const [, size = 0] = logits.shape;
  return {
    probabilities: (graph: Graph, { name }) => {
      const starts = Array.from({ length: size / classes + 1 }, (_, i) => i * classes);
      return softmaxGroups(graph, logits, { name, starts });
    },
    divergence:
      () =>
      (graph, { name, rule = 'plain' }) => {
        if (rule === 'plain') return categoricalKl(graph, logits, { name, classes });
        throw new ConfigError(
          'freeBits and capacity take the KL of each latent dimension, and the columns of a ' +
            '"categorical" posterior are classes: leave them out',
        );
      },
  };
}
