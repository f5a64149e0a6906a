import type { Store } from '../graph/store.ts';
import type { Dense } from '../ops/dense.ts';
import type { Activation } from '../ops/slots.ts';

/** Declares fully connected layers in a store, initialised as `torch.nn.Linear` does. */
export class Layers {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** One layer is called `name`, several `name.0`, `name.1`, … */
  stack(name: string, widths: readonly number[], activation: Activation): Dense[] {
    return widths.slice(1).map((width, i) => {
      const label = widths.length === 2 ? name : `${name}.${i}`;
      return this.layer(label, widths[i] ?? 0, width, activation);
    });
  }

  /** @param parts names under which equal ranges of the layer's rows are saved */
  layer(
    name: string,
    fanIn: number,
    width: number,
    activation: Activation,
    parts: readonly string[] = [name],
  ): Dense {
    const init = { kind: 'uniform', bound: 1 / Math.sqrt(fanIn) } as const;
    const views = (suffix: string) =>
      parts.map((part) => ({ name: `${part}.${suffix}`, size: width / parts.length }));
    return {
      name,
      activation,
      weight: this.#store.parameter(`${name}.weight`, {
        shape: [width, fanIn],
        init,
        views: views('weight'),
      }),
      bias: this.#store.parameter(`${name}.bias`, { shape: [width], init, views: views('bias') }),
    };
  }
}
