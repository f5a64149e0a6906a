import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Phase } from '../../../demo/src/session/modelSession.ts';
import { Notices } from '../../../demo/src/session/notices.ts';
import { Turns } from '../../../demo/src/session/turns.ts';

/** A run of texts, and the page's model of images, in some phases. */
function sessions(texts: Phase, images: Phase) {
  const notices = new Notices();
  const turns = new Turns();
  const join = (name: string, first: Phase) => {
    const phase = signal(first);
    const pause = () => {
      phase.value = 'pausing';
    };
    turns.join(name, { phase, notices, pause });
    return phase;
  };
  const page = join('images', images);
  const phase = join('texts', texts);
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

test('the run that begins last goes on, and what was said of it is gone', () => {
  const { phase, page, told } = sessions('training', 'ready');
  page.value = 'training';
  phase.value = 'paused';
  phase.value = 'starting';
  phase.value = 'training';
  expect([phase.value, page.value]).toEqual(['training', 'pausing']);
  expect(told()).toEqual(['The run of images pauses']);
});

test('a run that is still compiled pauses when it begins after another', () => {
  const { phase, page } = sessions('starting', 'ready');
  page.value = 'training';
  expect(phase.value).toBe('starting');
  phase.value = 'training';
  expect(phase.value).toBe('pausing');
});

test('a measurement is not disturbed', () => {
  const { phase, page } = sessions('ready', 'measuring');
  phase.value = 'starting';
  phase.value = 'training';
  expect([phase.value, page.value]).toEqual(['pausing', 'measuring']);
});

test.each<Phase>(['idle', 'pausing', 'paused', 'ready'])(
  'it goes on while images are %s',
  (rests) => {
    const { phase, page, told } = sessions('training', 'idle');
    page.value = rests;
    expect([phase.value, told()]).toEqual(['training', []]);
  },
);
