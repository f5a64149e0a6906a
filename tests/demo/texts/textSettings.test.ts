import { expect, test } from 'vitest';
import { sampleTexts } from '../../../demo/src/data/texts/textSet.ts';
import { textFormOf, textRows } from '../../../demo/src/session/texts/textForm.ts';
import { textOptions } from '../../../demo/src/session/texts/textOptions.ts';
import {
  sameTextModel,
  TEXT_DEFAULTS,
  TEXT_KINDS,
  usualTexts,
} from '../../../demo/src/session/texts/textSettings.ts';
import { loadFamily } from '../../../src/families/registry.ts';

const texts = sampleTexts();

test.each(TEXT_KINDS)('the form of a %s model is read from its architecture', async (kind) => {
  const settings = { ...TEXT_DEFAULTS, ...usualTexts(kind) };
  const { architecture = { family: kind } } = textOptions(settings, texts);
  const resolved = await (await loadFamily(kind)).resolve(architecture);
  const form = textFormOf(resolved);
  expect(form?.kind).toBe(kind);
  if (!form) return;
  // Every sentence of the grammar is of words that the model knows.
  const { rows, columns } = textRows(texts.test, form);
  expect(rows).toBe(texts.test.length);
  expect(columns).toBe(form.kind === 'topics' ? form.words.length : form.length);
});

test('a model of images has no form of texts', () => {
  expect(textFormOf({ family: 'vae', input: [784] })).toBeUndefined();
});

test('settings of the other kind leave a model alone', () => {
  const topics = { ...TEXT_DEFAULTS, ...usualTexts('topics') };
  expect(sameTextModel(topics, { ...topics, latent: 2, epochs: 1 })).toBe(true);
  expect(sameTextModel(topics, { ...topics, topics: 9 })).toBe(false);
  expect(sameTextModel(TEXT_DEFAULTS, { ...TEXT_DEFAULTS, topics: 9 })).toBe(true);
  expect(sameTextModel(TEXT_DEFAULTS, { ...TEXT_DEFAULTS, latent: 9 })).toBe(false);
  expect(sameTextModel(TEXT_DEFAULTS, topics)).toBe(false);
});
