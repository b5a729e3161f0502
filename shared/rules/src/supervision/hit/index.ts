export * from './commands';
export { decideHit, decideHitSystem, openHit } from './decide';
export type { HitOutcome } from './decide';
export * from './duties';
export * from './events';
export { evolveHit } from './evolve';
export { factsOfHit } from './facts';
export { HIT } from './kind';
export * from './state';
