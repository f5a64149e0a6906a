/** The parts that load when the view of cells is first opened. */
export { CellsTransport } from './CellsTransport.tsx';
export { CellsView } from './CellsView.tsx';
