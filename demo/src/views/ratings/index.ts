/** What comes with the first look at the view of ratings. */
export { RatingsTransport } from './RatingsTransport.tsx';
export { RatingsView } from './RatingsView.tsx';
