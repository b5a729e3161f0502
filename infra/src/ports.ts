import { createServer } from 'node:net';
import { Failure } from '../bootstrap/failure.mjs';
import { PROGRAM_NAMES, PROGRAMS } from '@xiezhi/contracts/installation';
import type { PartName } from './parts';

export type PortName = PartName | 'temporal-ui' | 'nats-monitor';
export type Ports = Record<PortName, number>;

export const DEFAULT_BASE = 8700;

const SERVER_OFFSETS = {
  temporal: 11,
  'temporal-ui': 12,
  nats: 13,
  mongodb: 14,
  'nats-monitor': 15,
};

/** Where `npm run dev` serves the console's application, added to the base. */
export const APPLICATION_OFFSET = 9;

const OFFSETS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(PROGRAM_NAMES.map((name) => [name, PROGRAMS[name].port])),
  ...SERVER_OFFSETS,
};

const WELL_KNOWN: Partial<Ports> = {
  temporal: 7233,
  'temporal-ui': 8233,
  nats: 4222,
  'nats-monitor': 8222,
  mongodb: 27_117,
};

const BLOCK = 16;
// Below the range from which the system itself hands out ports, so that nobody's outgoing connection takes one in between.
const FREE_FROM = 20_000;
const FREE_TO = 32_000;

/** Ports of an installation: the servers at the ports people know, or all in one block where another base is asked for. */
export function portsAt(base: number): Ports {
  const block = Object.fromEntries(Object.entries(OFFSETS).map(([name, offset]) => [name, base + offset])) as Ports;
  return base === DEFAULT_BASE ? { ...block, ...WELL_KNOWN } : block;
}

/** @returns whether nobody listens on the port of 127.0.0.1, and we may */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** @returns a block of ports none of which is in use */
export async function freePorts(): Promise<Ports> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const base = FREE_FROM + BLOCK * Math.floor((Math.random() * (FREE_TO - FREE_FROM)) / BLOCK);
    const ports = portsAt(base);
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Failure(
    `在 ${FREE_FROM}–${FREE_TO} 之间找不到连续的空闲端口：请关闭占用端口的程序后重试。`,
    `No block of free ports was found between ${FREE_FROM} and ${FREE_TO}: end what occupies them and try again.`,
  );
}

/** @throws Failure naming the first port that is taken, the part it is for, and how to use others */
export async function requireFree(ports: Ports, parts: readonly PartName[]): Promise<void> {
  const needed = Object.entries(ports).filter(([name]) =>
    parts.includes(name.replace(/-(ui|monitor)$/, '') as PartName),
  );
  for (const [name, port] of needed) {
    if (await isFree(port)) continue;
    const other = ports.identity - PROGRAMS.identity.port + 100;
    throw new Failure(
      `端口 ${port}（${name}）已被占用：请结束占用它的程序，或用 XIEZHI_PORT_BASE=${other} npm start 换用另一组端口（${other + 1}–${other + 15}）。`,
      `Port ${port} (${name}) is in use: end the program that uses it, or choose other ports (${other + 1}–${other + 15}) with XIEZHI_PORT_BASE=${other} npm start.`,
    );
  }
}
