import type { Notice } from './notices.ts';

/** Advice for errors, by class. The error's own message comes first. */
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
  DataError: { title: 'These data do not serve', advice: '' },
  FormatError: { title: 'This file could not be read', advice: '' },
  CheckpointError: { title: 'This checkpoint does not fit', advice: '' },
  ConfigError: { title: 'These settings do not work', advice: '' },
};

/** An error as a notice. If its message has several lines, all but the first become details. */
export function problem(error: unknown, subject = 'problem'): Notice {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const { title, advice } = ADVICE[name] ?? { title: 'Something went wrong', advice: '' };
  const [first = '', ...details] = message.split('\n');
  const sentence = /[.!?:]$/.test(first) ? first : `${first}.`;
  const text = `${sentence} ${advice}`.trim();
  return { subject, kind: 'error', title, text, ...(details.length > 0 && { details }) };
}

/** True if the worker has ended. The library uses plain VaeErrors for this. */
export function endedThread(error: unknown): boolean {
  return error instanceof Error && error.name === 'VaeError';
}
