import { decide, decideSystem, DEFAULT_SETTINGS, evolve, open, awaitsDocumentNumber } from '@xiezhi/rules';
import type { CaseCommand, CaseEvent, CaseState, CommandFields, CommandType, Outcome, Role } from '@xiezhi/rules';
import { chainHash } from '@xiezhi/chain';
import type { CaseDocument } from '@xiezhi/case-kit';
import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';

/** One case driven through the Rule, with the ledger that would hold it. */
export class ACase {
  readonly caseId = 'jl0104-sample';
  readonly entries: LedgerEntry[] = [];
  private current: CaseState | null = null;

  get state(): CaseState {
    if (!this.current) throw new Error('the case is not open');
    return this.current;
  }

  get document(): CaseDocument {
    const timeline = this.entries.map((entry) => {
      const { court, role, name } = entry.actor;
      const { type, at } = eventOf(entry);
      return { seq: entry.seq, type, at, court, role, ...(name ? { name } : {}) };
    });
    const { state } = this;
    const rest = { status: state.status, visibleTo: [], restricted: false, updatedAt: state.lastAt };
    return { _id: this.caseId, seq: state.seq, state, timeline, ...rest };
  }

  /** The state after entry `seq`. */
  at(seq: number): CaseState {
    return this.entries
      .slice(0, seq)
      .reduce<CaseState | null>(
        (state, { type, at, actor, payload }) => evolve(state, { type, at, actor, payload } as unknown as CaseEvent),
        null,
      )!;
  }

  static fields(): CommandFields['application.submit'] {
    return {
      to: '吉01',
      caseNumber: '（2016）吉0104执312号',
      filingDate: '2016-06-15',
      cause: '买卖合同纠纷',
      parties: [
        { side: 'applicant', name: '张三丰', kind: 'person' },
        { side: 'respondent', name: '吉林北岭置业有限公司', kind: 'organization' },
      ],
      claimAmount: 100,
      hasProperty: true,
      grounds: [{ code: '3-1', facts: '满两年' }],
      matters: '协助腾退',
    };
  }

  static submitted(overrides: Partial<CommandFields['application.submit']> = {}): ACase {
    const of = new ACase();
    const fields = { ...ACase.fields(), ...overrides };
    const command = of.command('application.submit', '吉0104', 'handler', '2019-03-04T10:00:00+08:00', fields);
    of.take(open(command as CaseCommand<'application.submit'>, { settings: DEFAULT_SETTINGS, calendar: [] }));
    return of;
  }

  does<T extends CommandType>(type: T, role: Role, at: string, fields: CommandFields[T], court = '吉01'): this {
    this.take(decide(this.state, this.command(type, court, role, at, fields)));
    if (awaitsDocumentNumber(this.state)) {
      this.take(decideSystem(this.state, { type: 'document.number', at, year: 2019, serial: 1 }));
    }
    return this;
  }

  underReview(): this {
    return this.does('application.register', 'handler', '2019-03-05T09:00:00+08:00', {});
  }

  decided(reasons = '张三丰拒不腾退'): this {
    return this.underReview()
      .does('review.propose', 'handler', '2019-03-11T09:00:00+08:00', { outcome: 'APPROVE', reasons: '同意' })
      .does('review.decide', 'bureauDirector', '2019-03-12T09:00:00+08:00', {
        outcome: 'APPROVE',
        reasons,
        participants: ['吉0105'],
      });
  }

  entry(type: string): LedgerEntry {
    const found = this.entries.find((entry) => entry.type === type);
    if (!found) throw new Error(`no ${type}`);
    return found;
  }

  private command<T extends CommandType>(type: T, court: string, role: Role, at: string, fields: CommandFields[T]) {
    return { type, at, actor: { court, role, name: `${role}某`, sub: `${court}${role}` }, with: fields } as CaseCommand;
  }

  private take(outcome: Outcome): void {
    if ('refusal' in outcome) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
    this.current = outcome.state;
    for (const { type, at, actor, payload } of outcome.events) {
      const prevHash = this.entries.at(-1)?.hash ?? '';
      const content = {
        caseId: this.caseId,
        seq: this.entries.length + 1,
        type,
        at,
        recordedAt: at,
        actor,
        ruleSet: 'test',
        payload: payload as Record<string, unknown>,
        prevHash,
      };
      this.entries.push({ ...content, hash: chainHash(prevHash, content) });
    }
  }
}
