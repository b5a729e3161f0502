export { identityConfig, type IdentityConfig } from './config';
export { createIdentity } from './identity';
