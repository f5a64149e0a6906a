import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { InterpolationMethod } from 'webgpu-vae/worker';
import type { Glimpse, Posterior } from '../../session/glimpse.ts';
import { levelSizes } from '../../session/modelWidths.ts';
import type { Session } from '../../session/session.ts';
import type { Drawing } from './draw/drawing.ts';
import { type Level, levelsOf } from './levels/levels.ts';
import { type Classes, classesOf } from './map/classes.ts';
import { type PrincipalComponents, principalComponents } from './map/pca.ts';
import {
  dimensionPlane,
  type Place,
  type Places,
  type Plane,
  placeOf,
  placesOf,
} from './map/plane.ts';
import { WHOLE_MAP, type Zoom } from './map/viewport.ts';
import { dimensionOrder } from './point/latents.ts';

/** The plane that the map shows. With two latent dimensions there is only one. */
export type PlaneChoice =
  | { readonly kind: 'components' }
  | { readonly kind: 'dimensions'; readonly x: number; readonly y: number };

/** Use of a chosen point on the map: as z, or as an end of the interpolation. */
export type Chooses = 'z' | 'a' | 'b';

/** The encoding and the reconstruction of a drawing. */
interface EncodedDrawing {
  /** The posterior's mean: `[latent]`. */
  readonly mu: Float32Array;
  /** `[values of an image]` */
  readonly reconstruction: Float32Array;
}

/** Images over a square of a plane. */
export interface Manifold {
  readonly plane: Plane;
  /** Images per side. */
  readonly size: number;
  /** Row by row from the top left: `[size · size, values of an image]`. */
  readonly means: Float32Array;
}

/**
 * State shared by the panels of the view. It outlives the view, so that the user returns to the
 * same state.
 */
export class Explore implements Drawing {
  /** The current latent, `[latent]`, which the map's handle, the sliders and the image show. */
  readonly z: Signal<Float32Array> = signal(new Float32Array());
  readonly choice: Signal<PlaneChoice> = signal({ kind: 'components' });
  readonly zoom: Signal<Zoom> = signal(WHOLE_MAP);
  readonly hidden: Signal<ReadonlySet<number>> = signal(new Set<number>());
  readonly chooses: Signal<Chooses> = signal('z');
  /** The test image under the pointer, or selected with the arrow keys. */
  readonly pointed: Signal<number | undefined> = signal(undefined);
  /** Ends of the interpolation: rows of the test images. */
  readonly a: Signal<number> = signal(0);
  readonly b: Signal<number> = signal(1);
  readonly method: Signal<InterpolationMethod> = signal('linear');
  /** The level that changes while the others stay, counted from 0; undefined for all. */
  readonly level: Signal<number | undefined> = signal(undefined);
  /** Temperatures of the samples, one for each level. */
  readonly temperatures: Signal<readonly number[]> = signal([]);
  readonly strokes: Drawing['strokes'] = signal([]);
  readonly sheet: Drawing['sheet'] = signal(undefined);
  readonly drawing: Drawing['drawing'] = signal(undefined);

  /** The model's answers follow. Here the image at z: `[values of an image]`. */
  readonly decoded: Signal<Float32Array | undefined> = signal(undefined);
  readonly pointedReconstruction: Signal<
    { readonly row: number; readonly image: Float32Array } | undefined
  > = signal(undefined);
  /** `[frames, values of an image]` */
  readonly frames: Signal<Float32Array | undefined> = signal(undefined);
  readonly encodedDrawing: Signal<EncodedDrawing | undefined> = signal(undefined);
  readonly manifold: Signal<Manifold | undefined> = signal(undefined);
  /** Samples at the temperatures: `[count, values of an image]`. */
  readonly tempered: Signal<Float32Array | undefined> = signal(undefined);
  /** Posteriors of more test images than a glimpse contains, and the glimpse that they extend. */
  readonly dense: Signal<{ readonly of: Glimpse; readonly posterior: Posterior } | undefined> =
    signal(undefined);

  readonly posterior: ReadonlySignal<Posterior | undefined>;
  readonly plane: ReadonlySignal<Plane | undefined>;
  /** Map positions of the posterior means. */
  readonly places: ReadonlySignal<Places | undefined>;
  /** Map position of z. */
  readonly place: ReadonlySignal<Place | undefined>;
  readonly classes: ReadonlySignal<Classes | undefined>;
  /** Order of the dimensions in the sliders; it does not change during training. */
  readonly order: ReadonlySignal<readonly number[]>;
  /** The levels of the code, that next to the data first; a single one if the model is no hierarchy. */
  readonly levels: ReadonlySignal<readonly Level[]>;
  /** The level that changes; undefined for all of z. */
  readonly changing: ReadonlySignal<Level | undefined>;

  constructor({ monitor, latent: size, images, phase, model }: Session) {
    const { glimpse } = monitor;
    this.posterior = computed(() => {
      const dense = this.dense.value;
      return dense && dense.of === glimpse.value ? dense.posterior : glimpse.value?.posterior;
    });
    const components = followComponents(this.posterior);
    this.plane = computed(() => {
      const latent = size.value;
      if (latent === 0) return undefined;
      const choice = this.choice.value;
      if (latent <= 2) return dimensionPlane(latent, 0, 1);
      if (choice.kind === 'dimensions' && Math.max(choice.x, choice.y) < latent) {
        return dimensionPlane(latent, choice.x, choice.y);
      }
      return components.value ?? dimensionPlane(latent, 0, 1);
    });
    this.places = computed(() => {
      const [plane, posterior] = [this.plane.value, this.posterior.value];
      if (!plane || posterior?.latent !== plane.origin.length) return undefined;
      return placesOf(plane, posterior.mu);
    });
    this.place = computed(() => {
      const [plane, z] = [this.plane.value, this.z.value];
      return plane && z.length === plane.origin.length ? placeOf(plane, z) : undefined;
    });
    this.classes = computed(() => classesOf(images.value?.test.labels, images.value?.classes));
    let order: number[] = [];
    this.order = computed(() => {
      const latent = size.value;
      const kl = glimpse.value?.klPerDimension;
      if (phase.value !== 'training' || order.length !== latent) order = dimensionOrder(latent, kl);
      return order;
    });

    this.levels = computed(() => (model.value ? levelsOf(levelSizes(model.value)) : []));
    this.changing = computed(() => this.levels.value[this.level.value ?? Number.NaN]);

    effect(() => {
      this.temperatures.value = this.levels.value.map(() => 1);
      this.level.value = undefined;
    });
    effect(() => {
      const latent = size.value;
      if (latent !== 0 && latent !== this.z.peek().length) {
        this.z.value = new Float32Array(latent);
        this.zoom.value = WHOLE_MAP;
        this.choice.value = { kind: 'components' };
      }
    });
    effect(() => {
      const last = (images.value?.test.rows ?? 2) - 1;
      this.a.value = 0;
      this.b.value = Math.min(1, last);
      this.hidden.value = new Set();
      this.strokes.value = [];
      this.sheet.value = undefined;
      this.drawing.value = undefined;
    });
  }
}

/** The plane of the first two principal components of the posterior means. */
function followComponents(
  posterior: ReadonlySignal<Posterior | undefined>,
): ReadonlySignal<Plane | undefined> {
  let last: PrincipalComponents | undefined;
  return computed(() => {
    const means = posterior.value;
    if (!means) return undefined;
    last = principalComponents(means.mu, means.latent, last);
    return { origin: last.mean, x: last.first, y: last.second, names: ['PC 1', 'PC 2'] };
  });
}

const known = new WeakMap<Session, Explore>();

/** The state that belongs to a session. */
export function exploreOf(session: Session): Explore {
  const explore = known.get(session) ?? new Explore(session);
  known.set(session, explore);
  return explore;
}
