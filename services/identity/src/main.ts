import { connectDatabase, runService } from '@xiezhi/service-kit';
import { identityConfig } from './config';
import { createIdentity } from './identity';

await runService({
  name: 'identity',
  config: () => identityConfig(),
  start: async ({ config, logger, onClose }) => {
    const connection = await connectDatabase(config, 'identity', logger);
    onClose('database', () => connection.close());
    return (await createIdentity(config, connection, logger)).app;
  },
});
