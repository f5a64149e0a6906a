import { useMemo, useState } from 'preact/hooks';
import { guessLikelihood } from '../../session/guessLikelihood.ts';
import type { Found } from '../../session/imageSets.ts';
import type { Session } from '../../session/session.ts';
import type { Settings } from '../../session/settings.ts';
import { show } from '../views.ts';
import { GuessFields } from './GuessFields.tsx';
import { SetPanel } from './SetPanel.tsx';

interface FoundPanelProps {
  readonly session: Session;
  readonly found: Found;
}

/** Images read from files: what was guessed about them, and whether to use them. */
export function FoundPanel({ session, found }: FoundPanelProps) {
  const { imageSets } = session;
  const { images } = found;
  const guess = useMemo(() => guessLikelihood(images), [images]);
  const [chosen, setChosen] = useState<Settings['likelihood']>();
  const likelihood = chosen ?? guess.likelihood;
  const use = () => {
    session.change({ likelihood });
    imageSets.use(images);
    show('train');
  };
  return (
    <SetPanel
      title="What was found"
      images={images}
      actions={
        <>
          <button type="button" onClick={() => imageSets.discard()}>
            Discard
          </button>
          <button type="button" class="primary" onClick={use}>
            Use these images
          </button>
        </>
      }
    >
      <GuessFields
        numbers={images.numbers}
        onRead={(change) => void imageSets.readAgain(change)}
        guess={guess}
        likelihood={likelihood}
        onLikelihood={setChosen}
      />
    </SetPanel>
  );
}
