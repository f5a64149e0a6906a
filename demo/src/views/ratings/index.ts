/** The parts that load with the view of ratings. */
export { RatingsTransport } from './RatingsTransport.tsx';
export { RatingsView } from './RatingsView.tsx';
