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

/** Nats, to the hundredth. */
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

/** Three significant digits with a decimal prefix: `80.3 M`, `1.56 M`, `512 `; a unit may follow. */
export function scaled(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return '–';
  const [size, prefix] = PREFIXES.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  const digits =
    value % size === 0 && value / size < 1000
      ? String(value / size)
      : (value / size).toPrecision(3);
  return `${digits} ${prefix}${unit}`.trimEnd();
}

/** `12.4 ms`, `310 µs` */
export function milliseconds(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value !== 0 && Math.abs(value) < 1
    ? `${figure(Number((1000 * value).toPrecision(3)))} µs`
    : `${figure(Number(value.toPrecision(3)))} ms`;
}
