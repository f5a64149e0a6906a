const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const digits = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** `12,345` */
export function wholeNumber(value: number): string {
  return Number.isFinite(value) ? whole.format(value) : '–';
}

/** Four significant digits, for rates and times. */
export function figure(value: number): string {
  return Number.isFinite(value) ? digits.format(value) : '–';
}

/** Nats with two decimals. */
export function losses(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '–';
}

/** `42 s`, `3 min 5 s`, `2 h 10 min` */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const rounded = Math.ceil(seconds);
  if (rounded < 60) return `${rounded} s`;
  const minutes = Math.floor(rounded / 60);
  return minutes < 60
    ? `${minutes} min ${rounded % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const PREFIXES = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Three significant digits with a decimal prefix: `80.3 M`, `1.56 MB`, `512 B`. */
export function scaled(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return '–';
  // Rounded first, so that 999,999 becomes 1 M, not 1,000 k.
  const rounded = Number(value.toPrecision(3));
  const [size, prefix] = PREFIXES.find(([least]) => Math.abs(rounded) >= least) ?? [1, ''];
  return `${Number((rounded / size).toPrecision(3))} ${prefix}${unit}`.trimEnd();
}

/** `12.4 ms`, `310 µs` */
export function milliseconds(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value !== 0 && Math.abs(value) < 1
    ? `${figure(Number((1000 * value).toPrecision(3)))} µs`
    : `${figure(Number(value.toPrecision(3)))} ms`;
}
