import { useState } from 'preact/hooks';

/** Properties that make an element a drop target for files; styled by `.drop-zone`. */
export function useDropTarget(onFiles: (transfer: DataTransfer) => void) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over,
    onDragOver: (event: DragEvent) => {
      // Without this the browser does not allow a drop here.
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer) onFiles(event.dataTransfer);
    },
  };
}
