import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Phase } from '../../../demo/src/session/modelSession.ts';
import { Notices } from '../../../demo/src/session/notices.ts';
import { giveWay } from '../../../demo/src/session/texts/giveWay.ts';

/** A run of texts, and the page's model of images, in some phases. */
function sessions(texts: Phase, images: Phase) {
  const [phase, page] = [signal(texts), signal(images)];
  const notices = new Notices();
  const pause = () => {
    phase.value = 'pausing';
  };
  giveWay({ phase, notices, pause }, { phase: page });
  const told = () => notices.list.value.map(({ title }) => title);
  return { phase, page, told };
}

test.each<Phase>(['starting', 'training', 'measuring'])(
  'a run of texts pauses when images are %s, and says so',
  (busy) => {
    const { phase, page, told } = sessions('training', 'ready');
    expect([phase.value, told()]).toEqual(['training', []]);
    page.value = busy;
    expect([phase.value, told()]).toEqual(['pausing', ['The run of texts pauses']]);
  },
);

test('a run of texts that is still compiled pauses when it begins', () => {
  const { phase } = sessions('starting', 'training');
  expect(phase.value).toBe('starting');
  phase.value = 'training';
  expect(phase.value).toBe('pausing');
});

test.each<Phase>(['idle', 'pausing', 'paused', 'ready'])(
  'it goes on while images are %s',
  (rests) => {
    const { phase, page, told } = sessions('training', 'idle');
    page.value = rests;
    expect([phase.value, told()]).toEqual(['training', []]);
  },
);
