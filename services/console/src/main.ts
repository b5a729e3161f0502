import { connectDatabase, runService } from '@xiezhi/service-kit';
import { consoleConfig } from './config';
import { createConsole } from './gateway';

await runService({
  name: 'console',
  config: () => consoleConfig(),
  start: async ({ config, logger, onClose }) => {
    const connection = await connectDatabase(config, 'console', logger);
    onClose('database', () => connection.close());
    return (await createConsole(config, connection, logger)).app;
  },
});
