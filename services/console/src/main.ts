import { connectDatabase, connectNats, createMetrics, runService } from '@xiezhi/service-kit';
import { Happenings } from './api-gateway/happenings';
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
    const metrics = createMetrics('console');
    const live = new LiveEvents(config.INTAKE_URL, logger);
    const happenings = new Happenings(nats, (happening) => live.note(happening), logger, metrics);
    onClose('live events', () => happenings.close());
    // An open event stream is a request in hand that would never end by itself.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => live.close());
    return (await createConsole({ config, connection, logger, metrics, live, happenings })).app;
  },
});
