/** The code that loads with the first look at the view of texts. */
export { TextTransport } from './TextTransport.tsx';
export { TextView } from './TextView.tsx';
