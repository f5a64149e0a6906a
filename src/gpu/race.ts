import { median } from './averages.ts';
import type { Launch } from './encodeLaunch.ts';
import type { Executable } from './executable.ts';
import type { NudgedGpu } from './nudged.ts';
import { wallMs } from './slope.ts';
import type { Timestamps } from './timestamps.ts';

/** Launches are repeated until a pass takes this long, so that coarse timestamps suffice. */
const PASS_MS = 5;

/** Up to this duration a round is a single submit; a longer submit could trigger a watchdog. */
const MOST_SUBMIT_MS = 100;

/** Maximum number of launches in a pass. */
const MOST_LAUNCHES = 512;

/** Maximum growth factor of a pass at a time, since the first measurement may be zero. */
const MOST_GROWTH = 16;

/** Minimum and maximum number of rounds. */
const LEAST_ROUNDS = 3;
const MOST_ROUNDS = 15;

/**
 * A launch is eliminated after its first measurement if it takes this many times as long as the
 * fastest.
 */
const FAR_BEHIND = 2;

/** A participant, and its number of launches in a pass of about {@link PASS_MS}. */
interface Runner {
  readonly launch: Launch;
  readonly repeats: number;
  /** Milliseconds per launch; 0 if the clock measured 0 even for the longest pass. */
  readonly firstMs: number;
  readonly ms: number[];
}

/** Compares the speed of launches, by timestamps if the device has them. */
export class Race {
  readonly #gpu: NudgedGpu;
  readonly #executable: Pick<Executable, 'launch'>;
  readonly #timestamps: Pick<Timestamps, 'measure'> | undefined;

  /**
   * @param executable for which the launches were prepared; record 0 must be uploaded
   * @param timestamps for as many passes as there are launches in one race; the caller keeps
   *   ownership. Without them the host's clock is used
   */
  constructor(
    gpu: NudgedGpu,
    executable: Pick<Executable, 'launch'>,
    timestamps: Pick<Timestamps, 'measure'> | undefined,
  ) {
    this.#gpu = gpu;
    this.#executable = executable;
    this.#timestamps = timestamps;
  }

  /**
   * Milliseconds per launch of each participant: medians over rounds in which all take turns, so
   * that all run under the same conditions.
   * @param deadline in `performance.now()` time, after which no further round begins
   */
  async run(launches: readonly Launch[], deadline: number): Promise<number[]> {
    const runners: Runner[] = [];
    for (const launch of launches) runners.push(await this.#warmUp(launch));
    const limit = FAR_BEHIND * (leastSeen(runners.map(({ firstMs }) => firstMs)) ?? Infinity);
    const running = runners.filter(({ firstMs }) => firstMs <= limit);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (round >= LEAST_ROUNDS && performance.now() >= deadline) break;
      const times = await this.#round(running);
      for (const [i, { ms }] of running.entries()) ms.push(times[i] ?? Number.NaN);
    }
    return runners.map(({ ms, firstMs }) => (ms.length > 0 ? median(ms) : firstMs));
  }

  /**
   * Determines the number of launches per pass, and a first measurement from passes of that length.
   * A coarse clock would measure shorter passes as 0 or as a whole unit.
   */
  async #warmUp(launch: Launch): Promise<Runner> {
    let repeats = 1;
    let passMs = await this.#shorterMs(launch, repeats);
    while (passMs < PASS_MS && repeats < MOST_LAUNCHES) {
      const wanted = Math.ceil((repeats * PASS_MS) / passMs);
      repeats = Math.min(Math.max(2 * repeats, wanted), MOST_GROWTH * repeats, MOST_LAUNCHES);
      passMs = await this.#shorterMs(launch, repeats);
    }
    return { launch, repeats, firstMs: passMs / repeats, ms: [] };
  }

  /**
   * The shorter non-zero time of two passes. The first launch of a pipeline may include the end of
   * its compilation, and a random delay must not eliminate a launch.
   */
  async #shorterMs(launch: Launch, repeats: number): Promise<number> {
    const passes = [await this.#passMs(launch, repeats), await this.#passMs(launch, repeats)];
    return leastSeen(passes) ?? 0;
  }

  async #passMs(launch: Launch, repeats: number): Promise<number> {
    if (!this.#timestamps) return this.#wallMs(launch, repeats);
    const [ms = 0] = await this.#timestamps.measure((begin) =>
      this.#encode(begin(launch.label), launch, repeats),
    );
    return ms;
  }

  /** Milliseconds per launch of each participant. */
  async #round(runners: readonly Runner[]): Promise<number[]> {
    // A pass that the clock measured as nearly zero may still take up to PASS_MS.
    const most = runners.map(({ repeats, firstMs }) => Math.max(PASS_MS, repeats * firstMs));
    const total = most.reduce((sum, ms) => sum + ms, 0);
    if (this.#timestamps && total <= MOST_SUBMIT_MS) {
      const passes = await this.#timestamps.measure((begin) => {
        for (const { launch, repeats } of runners) {
          this.#encode(begin(launch.label), launch, repeats);
        }
      });
      return runners.map(({ repeats }, i) => (passes[i] ?? Number.NaN) / repeats);
    }
    const times: number[] = [];
    for (const { launch, repeats } of runners) times.push(await this.#launchMs(launch, repeats));
    return times;
  }

  async #launchMs(launch: Launch, repeats: number): Promise<number> {
    const few = await this.#passMs(launch, repeats);
    if (this.#timestamps) return few / repeats;
    const many = await this.#wallMs(launch, 2 * repeats);
    // The cost of a submit cancels out. If noise hides the difference, an upper bound is used.
    return many > few ? (many - few) / repeats : many / (2 * repeats);
  }

  #wallMs(launch: Launch, repeats: number): Promise<number> {
    return wallMs(this.#gpu, (encoder) => {
      this.#encode(encoder.beginComputePass({ label: launch.label }), launch, repeats);
    });
  }

  #encode(pass: GPUComputePassEncoder, launch: Launch, repeats: number): void {
    for (let i = 0; i < repeats; i++) this.#executable.launch(pass, launch, 0);
    pass.end();
  }
}

/**
 * The minimum of the times that a coarse clock did not measure as 0; undefined if there are none.
 */
function leastSeen(times: readonly number[]): number | undefined {
  const seen = times.filter((ms) => ms > 0);
  return seen.length > 0 ? Math.min(...seen) : undefined;
}
