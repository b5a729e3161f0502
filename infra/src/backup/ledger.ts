import { chainFaults, type ChainFault } from '@xiezhi/chain';

/** An entry of a case, as far as its chain is concerned. */
export interface LedgerEntry {
  caseId: string;
  seq: number;
  prevHash: string;
  hash: string;
}

export const ledgerId = ({ caseId, seq }: LedgerEntry): string => `${caseId}:${seq}`;

/** Checks the chains of a ledger read by case and number, without keeping it. */
export class ChainCheck {
  readonly faults: (ChainFault & { caseId: string })[] = [];
  cases = 0;
  entries = 0;
  private before: LedgerEntry | undefined;

  take(entry: LedgerEntry): void {
    const { before } = this;
    const continued = before?.caseId === entry.caseId;
    if (!continued) this.cases += 1;
    this.entries += 1;
    const found = chainFaults([entry], continued ? before : undefined);
    this.faults.push(...found.map((fault) => ({ ...fault, caseId: entry.caseId })));
    this.before = entry;
  }
}

const SHOWN = 20;

/** Faults for a person to read, the first of many. */
export function faultLines({ faults }: ChainCheck): string[] {
  const shown = faults.slice(0, SHOWN).map(({ caseId, seq, fault }) => `✗ ${caseId} 第${seq}条：${fault}`);
  return faults.length > SHOWN ? [...shown, `… 共${faults.length}处`] : shown;
}
