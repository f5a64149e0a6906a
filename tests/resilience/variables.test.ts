import { expect, test } from 'vitest';
import { registerFamily } from '../../src/families/registry.ts';
import { COLUMNS, runningMean } from '../support/runningMean.ts';
import { tally } from '../support/tally.ts';
import { rowsF32 } from '../training/rows.ts';
import { bitsOf, createVae } from './models.ts';
import { watchDevices } from './watchers.ts';

registerFamily(runningMean);

const devices = watchDevices();
const data = rowsF32(24, COLUMNS, 0);

test('variables come back on another device when theirs was lost, and training goes on', async () => {
  const options = { config: undefined, architecture: { family: 'running-mean' }, batchSize: 4 };
  const undisturbed = await createVae(options);
  await undisturbed.fit(data, { steps: 5 });
  const expected = await bitsOf(undisturbed);
  await undisturbed.fit(data, { steps: 4 });

  const vae = await createVae(options);
  await vae.fit(data, { steps: 5 });
  const lost = devices.length;
  devices.at(-1)?.destroy();
  await devices.at(-1)?.lost;
  expect(await bitsOf(vae)).toBe(expected);
  await vae.fit(data, { steps: 4 });
  expect(devices.length).toBe(lost + 1);
  expect(await bitsOf(vae)).toBe(await bitsOf(undisturbed));
  tally('device losses survived', 1);
});
