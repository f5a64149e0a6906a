import type { Session } from '../../session/session.ts';

interface MeasureButtonProps {
  readonly session: Session;
  /** Label of the action, such as `Profile a step`. */
  readonly label: string;
  readonly onMeasure: () => void;
}

/** A button for an action that needs the GPU to itself. While a model trains it offers to pause. */
export function MeasureButton({ session, label, onMeasure }: MeasureButtonProps) {
  const phase = session.phase.value;
  const ready = phase === 'idle' || phase === 'ready' || phase === 'paused' || phase === 'training';
  const busy = session.measurements.activity.value !== undefined;
  return (
    <button
      type="button"
      class="primary"
      disabled={!ready || busy || !session.images.value}
      onClick={onMeasure}
    >
      {phase === 'training' ? `Pause and ${label.toLowerCase()}` : label}
    </button>
  );
}
