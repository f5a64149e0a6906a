import { expect, test } from 'vitest';
import { specify } from '../../src/api/specify.ts';
import { unknownOptionOfFit } from '../../src/api/unknownOption.ts';
import { ConfigError } from '../../src/errors.ts';
import { type AskedModel, askedArchitecture } from '../../src/families/asked.ts';
import { VAE } from '../../src/index.ts';

test.each([
  ['lr', 'learningRate'],
  ['learning_rate', 'learningRate'],
  ['batch_size', 'batchSize'],
  ['batch', 'batchSize'],
  ['epochs_', 'epochs'],
  ['num_epochs', 'epochs'],
  ['latent_dim', 'latent'],
  ['latentDim', 'latent'],
  ['latent_size', 'latent'],
  ['z_dim', 'latent'],
  ['hidden_dims', 'hidden'],
  ['weight_decay', 'weightDecay'],
  ['wd', 'weightDecay'],
  ['eps', 'epsilon'],
  ['grad_clip', 'clipNorm'],
  ['kl_weight', 'beta'],
  ['dropout', 'inputDropout'],
  ['loss', 'likelihood'],
])('the option %s is answered with %s', async (given, meant) => {
  const created = VAE.create({ [given]: 1 } as never);
  await expect(created).rejects.toThrow(ConfigError);
  await expect(created).rejects.toThrow(`there is no option "${given}", did you mean "${meant}"?`);
});

test.each([
  ['lr', 'learningRate', 'an option of VAE.create'],
  ['batch_size', 'batchSize', 'an option of VAE.create'],
  ['kl_weight', 'beta', 'an option of VAE.create'],
  ['z_dim', 'latent', 'a field of config'],
  ['n_epochs', 'epochs', undefined],
  ['val_split', 'validationSplit', undefined],
])('fit answers %s with %s, and where it belongs', (given, meant, place) => {
  const { message } = unknownOptionOfFit(given, ['learningRate', 'batchSize', 'beta']);
  expect(message).toMatch(`fit has no option "${given}"; it takes: epochs,`);
  const where = place === undefined ? '' : ` That is ${place}`;
  expect(message.slice(message.indexOf(', did'))).toBe(`, did you mean "${meant}"?${where}`);
});

test('an option that belongs to fit or to config is not named as one of create', async () => {
  const refused = (name: string) => VAE.create({ [name]: 1 } as never);
  await expect(refused('n_epochs')).rejects.toThrow('"epochs"? That is an option of fit');
  await expect(refused('dropout')).rejects.toThrow('"inputDropout"? That is a field of config');
  await expect(refused('lr')).rejects.toThrow(/"learningRate"\?$/);
});

const activation = (name: string) => ({ config: { activation: name } }) as unknown as AskedModel;
const likelihood = (name: string) => ({ config: { likelihood: name } }) as unknown as AskedModel;

test.each<readonly [string, AskedModel, string]>([
  ['mse', likelihood('mse'), 'gaussian'],
  ['MSELoss', likelihood('MSELoss'), 'gaussian'],
  ['normal', likelihood('normal'), 'gaussian'],
  ['l1', likelihood('l1'), 'laplace'],
  ['bce', likelihood('bce'), 'bernoulli'],
  ['BCELoss', likelihood('BCELoss'), 'bernoulli'],
  ['binary_crossentropy', likelihood('binary_crossentropy'), 'bernoulli'],
  ['crossentropy', likelihood('crossentropy'), 'categorical'],
  ['Cross-Entropy', likelihood('Cross-Entropy'), 'categorical'],
  ['negative_binomial', likelihood('negative_binomial'), 'negativeBinomial'],
  ['swish', activation('swish'), 'silu'],
  ['LeakyReLU', activation('LeakyReLU'), 'leaky_relu'],
  ['ReLU', activation('ReLU'), 'relu'],
  ['z_dim', { config: { z_dim: 2 } } as AskedModel, 'latent'],
  ['latent_dim', { config: { latent_dim: 2 } } as AskedModel, 'latent'],
  ['hidden_dims', { config: { hidden_dims: [2] } } as AskedModel, 'hidden'],
])('%s in a model is answered with what it is called here', async (given, asked, meant) => {
  const refused = specify(asked);
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(`"${given}"`);
  await expect(refused).rejects.toThrow(`, did you mean "${meant}"?`);
});

test('an optimizer is known in other letters', async () => {
  await expect(specify({ optimizer: 'AdamW' } as never)).rejects.toThrow(
    'optimizer must be one of adam, adamw, sgd, rmsprop, got "AdamW", did you mean "adamw"?',
  );
});

test('a field of the short form in an architecture is not answered with itself', async () => {
  const asked = { architecture: { family: 'vae', hidden: [2] } };
  expect(askedArchitecture(asked)).toBe(asked.architecture);
  await expect(specify(asked)).rejects.toThrow(/^a vae has no option "hidden".*(?<!\?)$/);
});

test('names that mean nothing here get no hint', async () => {
  await expect(specify(likelihood('constructor'))).rejects.toThrow(
    /^no likelihood "constructor"; there are: (?!.*did you mean)/,
  );
  await expect(specify(likelihood(Object.create(null)))).rejects.toThrow(ConfigError);
  await expect(specify(activation(Object.create(null)))).rejects.toThrow(ConfigError);
  await expect(specify({ verbosity: 3 } as never)).rejects.toThrow(/no option "verbosity"$/);
});
