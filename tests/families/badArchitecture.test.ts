import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { askedArchitecture } from '../../src/families/asked.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { fromConfig } from '../../src/families/vae/shortForm.ts';
import { type Definition, Definitions } from '../../src/kernels/definitions.ts';

/** Fields as a JSON file has them, where no static type holds. */
const fromFile = (text: string): object => JSON.parse(text) as object;

const WANTED_INPUT =
  'input must be a whole number of at least 1, or a list of them such as [28, 28], got ';

describe.each(['vae', 'vib'])('a %s is refused by name', (name) => {
  test.each([
    ['{ "input": null }', `${WANTED_INPUT}null`],
    ['{ "input": "784" }', `${WANTED_INPUT}"784"`],
    ['{ "input": { "columns": 3 } }', `${WANTED_INPUT}{"columns":3}`],
    ['{ "input": [28, 0] }', 'input[1] must be a whole number of at least 1, got 0'],
    ['{ "input": 0 }', 'input must be a whole number of at least 1, got 0'],
    ['{ "inputs": 3 }', `a ${name} has no option "inputs"; it takes: family, input`],
    ['{ "__proto__": 3 }', `a ${name} has no option "__proto__"`],
    ['{ "latent": { "sise": 32 } }', 'latent has no option "sise"; it takes: '],
    ['{ "latent": [32] }', 'latent must be a whole number of at least 1, got [32]'],
    ['{ "encoder": null }', 'encoder must be a list of layers, got null'],
    ['{ "encoder": "dense" }', 'encoder must be a list of layers, got "dense"'],
    ['{ "encoder": [["dense"]] }', 'encoder[0] must be a layer such as { "kind": "dense" }'],
    ['{ "encoder": [{ "kind": "constructor" }] }', 'no layer kind "constructor"; there are:'],
    ['{ "encoder": [{ "kind": "__proto__" }] }', 'no layer kind "__proto__"; there are:'],
    ['{ "encoder": [{ "units": 3 }] }', 'no layer kind undefined; there are:'],
    [
      '{ "encoder": [{ "kind": "dense", "units": 3 }, { "kind": "dense", "units": 3, "activation": "rlu" }] }',
      'encoder[1].activation: no activation "rlu"; there are: identity, relu',
    ],
    [
      '{ "encoder": [{ "kind": "dense", "units": 3, "activation": null }] }',
      'encoder[0].activation: no activation null; there are:',
    ],
    [
      '{ "decoder": [{ "kind": "dense", "units": 3, "constructor": 1 }] }',
      'decoder[0]: a dense layer has no option "constructor"; it takes: units, activation',
    ],
  ])('for %s', async (text, message) => {
    const resolved = (await loadFamily(name)).resolve(fromFile(text));
    await expect(resolved).rejects.toThrow(message);
    await expect(resolved).rejects.toThrow(ConfigError);
  });
});

describe('a likelihood is refused by name', () => {
  test.each([
    ['null', 'likelihood must be a name such as "bernoulli", or options such as'],
    ['7', 'likelihood must be a name such as "bernoulli", or options such as'],
    ['["bernoulli"]', 'likelihood must be a name such as "bernoulli", or options such as'],
    ['"constructor"', 'no likelihood "constructor"; there are: bernoulli'],
    ['{ "kind": "__proto__" }', 'no likelihood "__proto__"; there are: bernoulli'],
    ['{ "sigma": 1 }', 'no likelihood undefined; there are: bernoulli'],
    [
      '{ "kind": "gaussian", "toString": 1 }',
      'a gaussian likelihood has no option "toString"; it takes: sigma, floor',
    ],
  ])('for %s', async (text, message) => {
    const resolved = (await loadFamily('vae')).resolve({ likelihood: fromFile(text) });
    await expect(resolved).rejects.toThrow(message);
    await expect(resolved).rejects.toThrow(ConfigError);
  });
});

test("a definition of one's own may have the name of an object's property", async () => {
  const definitions = new Definitions<string, Definition>('likelihood', {});
  const own: Definition = { parts: [] };
  definitions.add('toString', own);
  await definitions.load('toString');
  expect(definitions.get('toString')).toBe(own);
});

test.each([
  ['null', 'architecture must be an object, got null'],
  ['"vib"', 'architecture must be an object, got "vib"'],
  ['[]', 'architecture must be an object, got []'],
])('an architecture %s is refused by name', (text, message) => {
  const ask = () => askedArchitecture({ architecture: fromFile(text) as { family: string } });
  expect(ask).toThrow(ConfigError);
  expect(ask).toThrow(message);
});

test('the other fields of a vae are refused by name', async () => {
  const { resolve } = await loadFamily('vae');
  await expect(resolve({ inputDropout: '0.5' })).rejects.toThrow(
    'inputDropout must be a number in [0, 1), got "0.5"',
  );
  await expect(resolve({ binarize: null })).rejects.toThrow('got null');
  const wrong = fromConfig(fromFile('{ "activation": "" }'));
  await expect(resolve(wrong)).rejects.toThrow('encoder[0].activation: no activation ""');
});
