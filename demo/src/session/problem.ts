import type { Notice } from './notices.ts';

/** What to do about an error, by its class; what the error itself says goes before it. */
const ADVICE: Readonly<Record<string, { title: string; advice: string }>> = {
  AdapterError: {
    title: 'No GPU to train on',
    advice: 'Choose another adapter in the settings.',
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
    advice:
      'It could not be opened again. The model is as it was after its last snapshot: download it under Keep, close other pages that use the GPU, and reload.',
  },
  VaeError: {
    title: 'The thread that trains has ended',
    advice: 'Its model is gone with it. Train starts a new one.',
  },
  DataError: { title: 'These images do not serve', advice: '' },
  FormatError: { title: 'This file could not be read', advice: '' },
  CheckpointError: { title: 'This checkpoint does not fit', advice: '' },
  ConfigError: { title: 'These settings do not work', advice: '' },
};

/** An error as the page tells it; of several lines, all but the first are points of it. */
export function problem(error: unknown, subject = 'problem'): Notice {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const { title, advice } = ADVICE[name] ?? { title: 'Something went wrong', advice: '' };
  const [first = '', ...details] = message.split('\n');
  const sentence = /[.!?:]$/.test(first) ? first : `${first}.`;
  const text = `${sentence} ${advice}`.trim();
  return { subject, kind: 'error', title, text, ...(details.length > 0 && { details }) };
}

/** Whether the worker is gone: the library has no class of its own for what ends a thread. */
export function endedThread(error: unknown): boolean {
  return error instanceof Error && error.name === 'VaeError';
}
