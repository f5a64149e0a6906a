/** The parts that load with the view of the pair. */
export { GanTransport } from './GanTransport.tsx';
export { GanView } from './GanView.tsx';
