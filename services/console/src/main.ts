import { connectDatabase, connectNats, runService } from '@xiezhi/service-kit';
import { LiveEvents } from './api-gateway/live';
import { consoleConfig } from './config';
import { createConsole } from './gateway';

await runService({
  name: 'console',
  config: () => consoleConfig(),
  start: async ({ config, logger, onClose }) => {
    const connection = await connectDatabase(config, 'console', logger);
    onClose('database', () => connection.close());
    const nats = connectNats(config, logger);
    onClose('nats', () => nats.close());
    const live = new LiveEvents(nats, config.INTAKE_URL, logger);
    // An open event stream is a request in hand that would never end by itself.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => live.close());
    return (await createConsole(config, connection, logger, live)).app;
  },
});
