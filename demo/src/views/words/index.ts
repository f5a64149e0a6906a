/** What comes with the first look at the view of images and words. */
export { WordsTransport } from './WordsTransport.tsx';
export { WordsView } from './WordsView.tsx';
