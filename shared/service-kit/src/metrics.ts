import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  httpDuration: Histogram<'method' | 'route' | 'status'>;
  /** The counter of this name, made at first use. Names begin with `xiezhi_` and end with `_total`. */
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** The gauge of this name, made at first use; with `collect` it is set whenever somebody asks. */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L>;
}

/** Prometheus registry of one process, with Node's default metrics and the label `service` on everything. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const httpDuration = new Histogram({
    name: 'xiezhi_http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    httpDuration,
    counter<L extends string>(name: string, help: string, labels: readonly L[] = []) {
      const known = registry.getSingleMetric(name);
      return (
        (known as Counter<L> | undefined) ?? new Counter({ name, help, labelNames: labels, registers: [registry] })
      );
    },
    gauge<L extends string>(
      name: string,
      help: string,
      labels: readonly L[] = [],
      collect?: (gauge: Gauge<L>) => void | Promise<void>,
    ) {
      const known = registry.getSingleMetric(name) as Gauge<L> | undefined;
      if (known) return known;
      const collected = collect && { collect: () => collect(made) };
      const made: Gauge<L> = new Gauge({ name, help, labelNames: labels, registers: [registry], ...collected });
      return made;
    },
  };
}
