import { shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { chacha20 } from './chacha20.ts';

/**
 * The last word of ChaCha20's input: what the random numbers are for, so that no two uses share any. The kernel
 * gradient_noise has that of gradients in itself.
 */
const SECRET_USES = { gradients: 0, sampling: 1 } as const;

const WORDS = 8;
const TEXT = /^[0-9a-f]{64}$/;

/** A key of 256 bits for the random numbers of private training. No file of a run holds it. */
export class Secret {
  readonly #key: Uint32Array;

  private constructor(key: Uint32Array) {
    this.#key = key;
  }

  /** A key of the platform's secure random numbers. */
  static fresh(): Secret {
    return new Secret(crypto.getRandomValues(new Uint32Array(WORDS)));
  }

  /** @throws ConfigError for anything but what {@link text} gives; the message does not show it */
  static of(text: unknown): Secret {
    if (typeof text !== 'string' || !TEXT.test(text)) {
      const given = typeof text === 'string' ? `${text.length} characters` : shown(text);
      throw new ConfigError(
        `secret must be the 64 hexadecimal digits that freshSecret gives, got ${given}`,
      );
    }
    const words = Array.from({ length: WORDS }, (_, i) =>
      Number.parseInt(text.slice(8 * i, 8 * i + 8), 16),
    );
    return new Secret(Uint32Array.from(words));
  }

  /** The key as text, to keep it apart from the run's files. */
  get text(): string {
    return [...this.#key].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** The words of the key, for the kernel that draws noise. */
  get words(): readonly number[] {
    return [...this.#key];
  }

  /**
   * Pairs of random words that decide which rows the batches of an epoch take.
   * @param dropped steps that early stopping took back before, so that an epoch that comes again has other rows
   */
  samplingWords(epoch: number, dropped: number): () => [number, number] {
    let words: Uint32Array = new Uint32Array();
    let [block, at] = [0, 0];
    return () => {
      if (at === words.length) {
        words = chacha20(this.#key, [block++, epoch, dropped, SECRET_USES.sampling]);
        at = 0;
      }
      at += 2;
      return [words[at - 2] as number, words[at - 1] as number];
    };
  }
}
