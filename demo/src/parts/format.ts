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
