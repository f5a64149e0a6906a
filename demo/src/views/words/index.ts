/** The parts that load with the view of images and words. */
export { WordsTransport } from './WordsTransport.tsx';
export { WordsView } from './WordsView.tsx';
