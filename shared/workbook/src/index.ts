export {
  readCells,
  readSheets,
  UnreadableWorkbook,
  type JoinedCells,
  type ReadLimits,
  type ReadSheet,
  type SheetRow,
} from './read';
export { workbookBytes, writeWorkbook, type Cell, type Column, type Sheet } from './write';
