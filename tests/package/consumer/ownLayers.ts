/** Layers of one's own as literals, which TypeScript checks as it checks those of the library. */
import { type LayerChoice, VAE } from 'webgpu-vae';

interface OwnSpec {
  readonly kind: 'own';
  readonly units: number;
  readonly factor: number;
}

declare module 'webgpu-vae' {
  interface OwnLayers {
    own: OwnSpec;
  }
}

export const layers: readonly LayerChoice[] = [
  { kind: 'own', factor: 2 },
  { kind: 'own' },
  { kind: 'dense', units: 3 },
  { kind: 'reshape', shape: [3] },
  { kind: 'undeclared' },
];

export const model: Promise<VAE> = VAE.create({
  architecture: { family: 'vae', encoder: [{ kind: 'own', factor: 2 }], latent: 2 },
});

// @ts-expect-error: a misspelt field of a layer of the library
export const misspelt: LayerChoice = { kind: 'dense', unit: 3 };
// @ts-expect-error: a misspelt field of an own layer
export const ownMisspelt: LayerChoice = { kind: 'own', factors: 2 };
// @ts-expect-error: a value of another type
export const mistyped: LayerChoice = { kind: 'own', factor: '2' };
// @ts-expect-error: a field of another layer
export const other: LayerChoice = { kind: 'dense', factor: 2 };
// @ts-expect-error: a field that was not declared
export const undeclared: LayerChoice = { kind: 'undeclared', factor: 2 };
