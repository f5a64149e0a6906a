import type { Notice } from './notices.ts';

/** What to do about an error, by its class; what the error itself says goes before it. */
const ADVICE: Readonly<Record<string, { title: string; advice: string }>> = {
  AdapterError: {
    title: 'No GPU to train on',
    advice: 'See below which browsers offer WebGPU and how to switch it on.',
  },
  LimitError: {
    title: 'Not enough GPU memory',
    advice: 'Choose a smaller batch, narrower hidden layers or fewer images, and train again.',
  },
  NumericsError: {
    title: 'Training met NaN or infinity',
    advice:
      'The model stands where it was before. Lower the learning rate, or choose another likelihood, and reset.',
  },
  DeviceLostError: {
    title: 'The GPU was lost',
    advice: 'It could not be opened again. Close other pages that use the GPU, and reload.',
  },
  DataError: { title: 'No images to train on', advice: '' },
  FormatError: { title: 'This file could not be read', advice: '' },
  CheckpointError: { title: 'This checkpoint does not fit', advice: '' },
  ConfigError: { title: 'These settings do not work', advice: '' },
};

/** An error as the page tells it. */
export function problem(error: unknown, subject = 'problem'): Notice {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const { title, advice } = ADVICE[name] ?? { title: 'Something went wrong', advice: '' };
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return { subject, kind: 'error', title, text: `${sentence} ${advice}`.trim() };
}
