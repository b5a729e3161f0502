import type { Connection, mongo } from 'mongoose';
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Artifact {
  _id: string;
  /** As text: the provider's field names are not ours to check for characters the database gives a meaning. */
  payload: string;
  /** Epoch seconds of the first use of something that may be used once. */
  consumed?: number;
  expiresAt?: Date;
  grantId?: string;
  accountId?: string;
  uid?: string;
}

/** Kinds that end with a person's sign-in. */
const OF_PERSONS = ['Session', 'Grant', 'RefreshToken', 'AuthorizationCode', 'AccessToken', 'Interaction'];

const collectionOf = (connection: Connection, model: string): mongo.Collection<Artifact> =>
  connection.db!.collection(`oidc_${model.replace(/\B[A-Z]/g, (letter) => `_${letter}`).toLowerCase()}`);

export async function prepareArtifacts(connection: Connection): Promise<void> {
  for (const model of OF_PERSONS) {
    const collection = collectionOf(connection, model);
    await collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    await collection.createIndex({ accountId: 1 }, { sparse: true });
    await collection.createIndex({ grantId: 1 }, { sparse: true });
    if (model === 'Session') await collection.createIndex({ uid: 1 }, { sparse: true });
  }
}

/** Ends every sign-in of a person; access tokens already issued are valid until they expire. */
export async function endSignIns(connection: Connection, accountId: string): Promise<void> {
  for (const model of OF_PERSONS) await collectionOf(connection, model).deleteMany({ accountId });
}

/** Where oidc-provider keeps sessions, grants, codes and refresh tokens. */
export class MongoAdapter implements Adapter {
  private readonly collection: mongo.Collection<Artifact>;

  constructor(
    connection: Connection,
    model: string,
    private readonly alreadyUsed: () => Error,
  ) {
    this.collection = collectionOf(connection, model);
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { grantId, accountId, uid } = payload;
    const artifact = {
      payload: JSON.stringify(payload),
      ...(expiresIn ? { expiresAt: new Date(Date.now() + expiresIn * 1000) } : {}),
      ...(grantId ? { grantId } : {}),
      ...(accountId ? { accountId } : {}),
      ...(uid ? { uid } : {}),
    };
    await this.collection.replaceOne({ _id: id }, artifact, { upsert: true });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return payloadOf(await this.collection.findOne({ _id: id }));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return payloadOf(await this.collection.findOne({ uid }));
  }

  /** Device codes are not offered. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** @throws InvalidGrant for the loser when a code is used twice at the same instant */
  async consume(id: string): Promise<void> {
    const consumed = Math.floor(Date.now() / 1000);
    const { matchedCount } = await this.collection.updateOne(
      { _id: id, consumed: { $exists: false } },
      { $set: { consumed } },
    );
    if (matchedCount === 0) throw this.alreadyUsed();
  }

  async destroy(id: string): Promise<void> {
    await this.collection.deleteOne({ _id: id });
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.collection.deleteMany({ grantId });
  }
}

/** The database removes what has expired in its own time, so the reader looks as well. */
function payloadOf(artifact: Artifact | null): AdapterPayload | undefined {
  if (!artifact || (artifact.expiresAt && artifact.expiresAt.getTime() <= Date.now())) return undefined;
  const payload = JSON.parse(artifact.payload) as AdapterPayload;
  return artifact.consumed === undefined ? payload : { ...payload, consumed: artifact.consumed };
}
