import type { PersonUser } from '@xiezhi/service-kit';
import type { Connection, mongo } from 'mongoose';
import { deriveKey, isRandomId, randomId, seal, sha256, unseal } from './seal';

/** What the provider gave for one person; it never leaves the gateway except on the token page. */
export interface Tokens {
  accessToken: string;
  /** Epoch ms. */
  accessExpiresAt: number;
  refreshToken?: string;
}

export interface Session {
  /** The cookie's value. */
  id: string;
  person: PersonUser;
  tokens: Tokens;
  /** Epoch ms of the sign-in. */
  createdAt: number;
  /** Must come with every form that changes something. */
  csrf: string;
}

interface SessionDocument {
  _id: string;
  sealed: string;
  createdAt: number;
  seenAt: number;
  /** Until when a console that renews the tokens keeps the others from doing so, epoch ms; absent in older documents. */
  renewingUntil?: number;
  /** For the database's own clean-up; what counts is looked at on reading. */
  expireAt: Date;
}

/** GB/T 22239-2019 8.1.4.1 asks for an end to unattended sessions; the figures are ours. */
export const IDLE_MS = 15 * 60_000;
export const ABSOLUTE_MS = 8 * 60 * 60_000;

/** Longer than the provider's answers may take altogether; whoever died in the middle is waited for no longer. */
export const RENEWAL_MS = 20_000;

type Contents = Pick<Session, 'person' | 'tokens'>;

/**
 * Signed-in people. The database has only a digest of the session's id and the tokens sealed under a key made of the id,
 * so that neither a copy of the database nor a change to it gives anybody a session.
 */
export class SessionStore {
  private readonly collection: mongo.Collection<SessionDocument>;

  constructor(
    connection: Connection,
    private readonly now: () => number = Date.now,
  ) {
    this.collection = connection.db!.collection('sessions');
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ expireAt: 1 }, { expireAfterSeconds: 0 });
  }

  async create(person: PersonUser, tokens: Tokens): Promise<Session> {
    const id = randomId();
    const now = this.now();
    const session = { id, person, tokens, createdAt: now, csrf: csrfOf(id) };
    await this.collection.insertOne({
      _id: sha256(id),
      sealed: sealed(id, { person, tokens }),
      createdAt: now,
      seenAt: now,
      expireAt: expiry(now, now),
    });
    return session;
  }

  /**
   * The session of this cookie; undefined when there is none or it has ended.
   * @param touch whether this counts as a sign of life: a page that refreshes itself must not keep its reader signed in
   */
  async read(id: string | undefined, touch = true): Promise<Session | undefined> {
    if (!isRandomId(id)) return undefined;
    const _id = sha256(id);
    const found = await this.collection.findOne({ _id });
    if (!found) return undefined;
    const { createdAt } = found;
    const now = this.now();
    const contents = unseal(found.sealed, keyOf(id), _id) as Contents | undefined;
    if (!contents || expiry(createdAt, found.seenAt).getTime() <= now) {
      await this.collection.deleteOne({ _id });
      return undefined;
    }
    if (touch) await this.collection.updateOne({ _id }, { $set: { seenAt: now, expireAt: expiry(createdAt, now) } });
    return { id, ...contents, createdAt, csrf: csrfOf(id) };
  }

  /**
   * Asks for the right to renew this session's tokens: of several processes only one has it, for `RENEWAL_MS` or until the
   * tokens are kept. False while another one has it.
   */
  async claimRenewal(id: string): Promise<boolean> {
    const _id = sha256(id);
    const found = await this.collection.findOne({ _id }, { projection: { renewingUntil: 1 } });
    if (!found) return false;
    const now = this.now();
    const before = found.renewingUntil;
    if (before !== undefined && before > now) return false;
    const unclaimed = before === undefined ? { $exists: false } : before;
    const claim = { $set: { renewingUntil: now + RENEWAL_MS } };
    return (await this.collection.updateOne({ _id, renewingUntil: unclaimed }, claim)).modifiedCount === 1;
  }

  async releaseRenewal(id: string): Promise<void> {
    await this.collection.updateOne({ _id: sha256(id) }, { $set: { renewingUntil: 0 } });
  }

  /** Keeps renewed tokens and ends the renewal; a session that has ended meanwhile stays ended. */
  async renew(session: Session, person: PersonUser, tokens: Tokens): Promise<Session> {
    const contents = { person, tokens };
    await this.collection.updateOne(
      { _id: sha256(session.id) },
      { $set: { sealed: sealed(session.id, contents), renewingUntil: 0 } },
    );
    return { ...session, ...contents };
  }

  async end(id: string | undefined): Promise<void> {
    if (isRandomId(id)) await this.collection.deleteOne({ _id: sha256(id) });
  }
}

const expiry = (createdAt: number, seenAt: number) => new Date(Math.min(createdAt + ABSOLUTE_MS, seenAt + IDLE_MS));

const keyOf = (id: string) => deriveKey(id, 'xiezhi console session');

const csrfOf = (id: string) => deriveKey(id, 'xiezhi console form').toString('base64url');

const sealed = (id: string, contents: Contents) => seal(contents, keyOf(id), sha256(id));
