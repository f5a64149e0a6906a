import { describe, expect, test } from 'vitest';
import { FLOW_MEMBERS } from '../../src/distributions/flows/flows.ts';
import { planarFlow } from '../../src/distributions/flows/planar.ts';
import { bernoulli } from '../../src/distributions/likelihoods/bernoulli.ts';
import {
  LIKELIHOOD_MEMBERS,
  LIKELIHOODS,
} from '../../src/distributions/likelihoods/likelihoods.ts';
import { gaussianDefinition } from '../../src/distributions/posteriors/gaussian.ts';
import { POSTERIOR_MEMBERS } from '../../src/distributions/posteriors/posteriors.ts';
import { PRIOR_MEMBERS } from '../../src/distributions/priors/priors.ts';
import { standardNormalDefinition } from '../../src/distributions/priors/standardNormal.ts';
import { ConfigError } from '../../src/errors.ts';
import * as extend from '../../src/extend.ts';
import { FAMILY_MEMBERS, familyNames } from '../../src/families/registry.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { VARIANT_MEMBERS } from '../../src/kernels/registerVariant.ts';
import { denseLayer } from '../../src/layers/dense.ts';
import { LAYER_MEMBERS } from '../../src/layers/registry.ts';

/** One of the functions that register: what it takes, and how it is called. */
interface Registering {
  /** Noun of its messages. */
  readonly thing: string;
  /** A name that is taken. */
  readonly taken: string;
  /** A whole definition. */
  readonly definition: object;
  readonly members: {
    readonly required: Readonly<Record<string, unknown>>;
    readonly optional: Readonly<Record<string, unknown>>;
  };
  /** The member that holds the name, if it is one. */
  readonly named?: string;
  readonly register: (name: unknown, definition: unknown) => void;
}

const REGISTERING: Readonly<Record<string, Registering>> = {
  registerLayer: {
    thing: 'layer kind',
    taken: 'reshape',
    definition: denseLayer,
    members: LAYER_MEMBERS,
    named: 'kind',
    register: (_, definition) => extend.registerLayer(definition as never),
  },
  registerLikelihood: {
    thing: 'likelihood',
    taken: 'gaussian',
    definition: bernoulli,
    members: LIKELIHOOD_MEMBERS,
    register: (name, definition) => extend.registerLikelihood(name as never, definition as never),
  },
  registerPosterior: {
    thing: 'posterior',
    taken: 'gaussian',
    definition: gaussianDefinition,
    members: POSTERIOR_MEMBERS,
    register: (name, definition) => extend.registerPosterior(name as never, definition as never),
  },
  registerPrior: {
    thing: 'prior',
    taken: 'standardNormal',
    definition: standardNormalDefinition,
    members: PRIOR_MEMBERS,
    register: (name, definition) => extend.registerPrior(name as never, definition as never),
  },
  registerFlow: {
    thing: 'flow',
    taken: 'planar',
    definition: planarFlow,
    members: FLOW_MEMBERS,
    register: (name, definition) => extend.registerFlow(name as never, definition as never),
  },
  registerFamily: {
    thing: 'family',
    taken: 'vib',
    definition: vaeFamily,
    members: FAMILY_MEMBERS,
    named: 'name',
    register: (_, definition) => extend.registerFamily(definition as never),
  },
  registerVariant: {
    thing: 'variant',
    taken: 'tiled_32x64',
    definition: {
      name: 'own',
      wgsl:
        'const WORKGROUP_X: u32 = 8u; const WORKGROUP_Y: u32 = 8u; const TILE_ROWS4: u32 = 8u; ' +
        'const TILE_COLUMNS4: u32 = 8u; fn product(tile: vec2u, lane: u32) {}',
    },
    members: VARIANT_MEMBERS,
    named: 'name',
    register: (_, definition) => extend.registerVariant(definition as never),
  },
};

test('every function that registers is in the table', () => {
  const names = Object.keys(extend).filter((name) => name.startsWith('register'));
  expect(Object.keys(REGISTERING).sort()).toEqual(names.sort());
});

const BAD_NAMES = [undefined, null, 7, '', ' ', ' own', 'own\n', {}, ['own']];
const NO_MEMBER = [null, 7, 'text', true];

describe.each(Object.entries(REGISTERING))('%s', (_, registering) => {
  const { thing, taken, definition, members, named, register } = registering;
  const call = (name: unknown, changes: object = {}) => {
    const whole = { ...definition, ...(named && { [named]: name }), ...changes };
    return () => register(name, whole);
  };
  const required = Object.keys(members.required).filter((member) => member !== named);

  test.each([undefined, null, 7, 'text', []])('refuses the definition %j', (bad) => {
    const refused = () => register('own', bad);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(`a ${thing} is registered as an object with the members`);
  });

  test.each(BAD_NAMES)('refuses the name %j', (name) => {
    expect(call(name)).toThrow(ConfigError);
    expect(call(name)).toThrow(`a ${thing} is registered under a name`);
  });

  test('refuses a name that is taken', () => {
    expect(call(taken)).toThrow(ConfigError);
    expect(call(taken)).toThrow(`there is a ${thing} "${taken}" already: use another name`);
  });

  test.each(required)('refuses a definition without %s', (member) => {
    const lacking = call('own', { [member]: undefined });
    expect(lacking).toThrow(ConfigError);
    expect(lacking).toThrow(`the ${thing} "own" lacks the member "${member}", which must be`);
  });

  test.each([...required, ...Object.keys(members.optional)])(
    'refuses %s of another type',
    (member) => {
      for (const value of NO_MEMBER) {
        const wrong = call('own', { [member]: value });
        expect(wrong, String(value)).toThrow(ConfigError);
        expect(wrong).toThrow(`the member "${member}" of the ${thing} "own" must be`);
      }
    },
  );

  test('takes a whole definition, once', () => {
    const optional = Object.keys(members.optional).map((member) => [member, undefined]);
    const least = call('registered', Object.fromEntries(optional));
    expect(least).not.toThrow();
    expect(least).toThrow(`there is a ${thing} "registered" already`);
  });
});

test('what was refused is in no registry', () => {
  for (const names of [LIKELIHOODS, familyNames()]) expect(names).not.toContain('own');
});
