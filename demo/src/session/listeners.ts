import type { RemoteVaeOptions } from 'webgpu-vae/worker';
import type { Notices } from './notices.ts';

/** The options of a model that tell the user what happens to its adapter. */
export function listeners(
  notices: Notices,
): Required<Pick<RemoteVaeOptions, 'onDeviceLost' | 'onNotice'>> {
  return {
    onDeviceLost: ({ reason, step }) =>
      notices.tell({
        subject: 'device',
        kind: 'warning',
        title: 'The GPU was lost and is back',
        text: `The browser took it away (${reason}). The model goes on from step ${step}; nothing else was lost.`,
      }),
    onNotice: ({ kind, message }) =>
      notices.tell({ subject: kind, kind: 'info', title: 'About this adapter', text: message }),
  };
}
