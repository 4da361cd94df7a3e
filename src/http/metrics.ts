import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';

/** The HTTP server's own measures. Labels are routes, statuses and codes: nothing of any project. */
export interface HttpMetrics {
  answered(route: string, status: number, seconds: number, codes: readonly string[]): void;
}

/** Registers the measures of connections for subscriptions in `registry`. Once per registry. */
export function socketMetrics(registry: Registry, counts: { connections(): number; subscriptions(): number }): void {
  new Gauge({
    name: 'muster_live_connections',
    help: 'WebSocket connections that are open.',
    registers: [registry],
    collect() {
      this.set(counts.connections());
    },
  });
  new Gauge({
    name: 'muster_live_subscriptions',
    help: 'Subscriptions that run.',
    registers: [registry],
    collect() {
      this.set(counts.subscriptions());
    },
  });
}

/** Registers the measures of the HTTP server, and those of the process, in `registry`. Once per registry. */
export function httpMetrics(registry: Registry, inFlight: () => number): HttpMetrics {
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const durations = new Histogram({
    name: 'muster_http_request_duration_seconds',
    help: 'Time from the request’s first byte to the end of its answer.',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const errors = new Counter({
    name: 'muster_errors_total',
    help: 'Errors answered, by code.',
    labelNames: ['code'],
    registers,
  });
  new Gauge({
    name: 'muster_http_requests_in_flight',
    help: 'Requests begun and not yet answered.',
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  return {
    answered(route, status, seconds, codes) {
      durations.observe({ route, status: String(status) }, seconds);
      for (const code of codes) errors.inc({ code });
    },
  };
}
