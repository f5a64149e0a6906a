/** What comes with the first look at the view of cells. */
export { CellsTransport } from './CellsTransport.tsx';
export { CellsView } from './CellsView.tsx';
