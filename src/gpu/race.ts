import { median } from './averages.ts';
import type { Executable, Launch } from './executable.ts';
import { wallMs } from './slope.ts';
import type { Timestamps } from './timestamps.ts';

/** Launches are repeated until a pass takes this long: coarse timestamps then tell enough. */
const PASS_MS = 5;

/** A round is one submit up to this; where launches are slow, a long submit could trip a watchdog. */
const MOST_SUBMIT_MS = 100;

/** Launches of one pass at most. */
const MOST_LAUNCHES = 512;

/** By how much a pass grows at a time: a first figure may be zero. */
const MOST_GROWTH = 16;

/** Rounds that are run in any case, and at most. */
const LEAST_ROUNDS = 3;
const MOST_ROUNDS = 15;

/** A launch that takes so many times the fastest is out after a first figure. */
const FAR_BEHIND = 2;

/** Who takes part, and how often it is launched in a pass of about {@link PASS_MS}. */
interface Runner {
  readonly launch: Launch;
  readonly repeats: number;
  /** Milliseconds of one launch; 0 where the clock did not see even the longest pass. */
  readonly firstMs: number;
  readonly ms: number[];
}

/** Measures launches against each other, by timestamps where the device has them. */
export class Race {
  readonly #device: GPUDevice;
  readonly #executable: Pick<Executable, 'launch'>;
  readonly #timestamps: Pick<Timestamps, 'measure'> | undefined;

  /**
   * @param executable what the launches were made for; record 0 must be uploaded
   * @param timestamps for as many passes as there are launches in one race; they stay the caller's.
   *   Without them the host's clock has to do.
   */
  constructor(
    device: GPUDevice,
    executable: Pick<Executable, 'launch'>,
    timestamps: Pick<Timestamps, 'measure'> | undefined,
  ) {
    this.#device = device;
    this.#executable = executable;
    this.#timestamps = timestamps;
  }

  /**
   * Milliseconds of one launch of each: medians over rounds in which all take turns, so that
   * all see the same adapter.
   * @param deadline of `performance.now()`, after which no further round begins
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
   * Finds how often to launch in a pass, and a first figure from passes of that length: shorter
   * ones a coarse clock takes for 0 or for a whole unit.
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
   * The shorter of two passes that was seen at all: the first launch of a pipeline may finish its
   * compilation, and one that came out long by chance must not put the launch out of the race.
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

  /** Milliseconds of one launch of each. */
  async #round(runners: readonly Runner[]): Promise<number[]> {
    // A pass of which the clock saw little may still take as long as passes are meant to.
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
    // What a submit costs cancels out; where noise hides the rest, a bound has to do.
    return many > few ? (many - few) / repeats : many / (2 * repeats);
  }

  #wallMs(launch: Launch, repeats: number): Promise<number> {
    return wallMs(this.#device, (encoder) => {
      this.#encode(encoder.beginComputePass({ label: launch.label }), launch, repeats);
    });
  }

  #encode(pass: GPUComputePassEncoder, launch: Launch, repeats: number): void {
    for (let i = 0; i < repeats; i++) this.#executable.launch(pass, launch, 0);
    pass.end();
  }
}

/** The least of times that a coarse clock did not read as 0; undefined if there are none. */
function leastSeen(times: readonly number[]): number | undefined {
  const seen = times.filter((ms) => ms > 0);
  return seen.length > 0 ? Math.min(...seen) : undefined;
}
