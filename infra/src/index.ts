export { startStack, type Stack, type StackOptions } from './stack';
export type { StackUrls } from './environment';
export { PART_NAMES, type PartName, type PartState, type PartStatus, type ProgramName } from './parts';
export { Failure, printFailure } from '../bootstrap/failure.mjs';
export { startTcpProxy, type TcpProxy } from './tcp-proxy';
