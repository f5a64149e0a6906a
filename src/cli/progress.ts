import { SingleBar } from 'cli-progress';
import { figureText } from './figures.ts';
import { IMAGE, type Noun } from './noun.ts';

/** Position of a run and the model's figures by name, as reported by the trainer. */
export interface Progress extends Readonly<Record<string, number>> {
  readonly epoch: number;
  readonly step: number;
  readonly stepsInEpoch: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

/** Shows progress; `line` writes a whole line without disturbing it. */
export interface ProgressView {
  update(progress: Progress): void;
  line(text: string): void;
  stop(): void;
}

/** The output stream: standard output, or a substitute in tests. */
export interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * A moving progress bar for a terminal.
 * @param figure the figure to show
 */
export function barView(
  stream: NodeJS.WriteStream,
  figure: string,
  { many }: Noun = IMAGE,
): ProgressView {
  const bar = new SingleBar({
    stream,
    format: `epoch {epoch} {bar} step {value}/{total}  {title} {figure}  {speed} ${many}/s  {left} left`,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    fps: 5,
    // The program handles Ctrl-C itself.
    gracefulExit: false,
  });
  let running = false;
  const stop = () => {
    if (running) bar.stop();
    running = false;
  };
  return {
    update: (progress) => {
      const values = payload(progress, figure);
      if (!running) bar.start(progress.stepsInEpoch, 0, values);
      running = true;
      bar.setTotal(progress.stepsInEpoch);
      bar.update(progress.step, values);
    },
    line: (text) => {
      stop();
      stream.write(`${text}\n`);
    },
    stop,
  };
}

/**
 * One line per tenth of an epoch, which suits a log file.
 * @param figure the figure to show
 */
export function plainView(
  stream: TextStream,
  figure: string,
  { many }: Noun = IMAGE,
): ProgressView {
  let shown = '';
  return {
    update: (progress) => {
      const tenth = Math.floor((10 * progress.step) / progress.stepsInEpoch);
      const key = `${progress.epoch}:${tenth}`;
      if (key === shown) return;
      shown = key;
      const { title, figure: value, speed, left } = payload(progress, figure);
      stream.write(
        `epoch ${progress.epoch}  step ${progress.step}/${progress.stepsInEpoch}  ${title} ${value}  ${speed} ${many}/s  ${left} left\n`,
      );
    },
    line: (text) => void stream.write(`${text}\n`),
    stop: () => undefined,
  };
}

function payload(progress: Progress, figure: string) {
  const { title, decimals } = figureText(figure);
  return {
    epoch: progress.epoch,
    title,
    figure: (progress[figure] ?? Number.NaN).toFixed(decimals),
    speed: Math.round(progress.imagesPerSecond),
    left: duration(progress.secondsLeft),
  };
}

/** Formats seconds as 8s, 3m 05s or 1h 02m. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.max(0, Math.round(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${pad(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h ${pad(Math.floor((whole % 3600) / 60))}m`;
}
