/** What comes with the first look at the view of the pair. */
export { GanTransport } from './GanTransport.tsx';
export { GanView } from './GanView.tsx';
