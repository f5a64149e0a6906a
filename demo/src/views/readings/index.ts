/** What comes with the first look at the view of anomalies. */
export { ReadingsTransport } from './ReadingsTransport.tsx';
export { ReadingsView } from './ReadingsView.tsx';
