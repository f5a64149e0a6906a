/** The parts that load when the view of anomalies is first opened. */
export { ReadingsTransport } from './ReadingsTransport.tsx';
export { ReadingsView } from './ReadingsView.tsx';
