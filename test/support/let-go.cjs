const { PerformanceObserver } = require('node:perf_hooks');

/**
 * Node holds every observer that observes, and with it all modules of the suite that made it: prom-client makes one for
 * each server, and a run of all suites would end with gigabytes of them.
 */
const observers = new Set();
const { observe } = PerformanceObserver.prototype;
PerformanceObserver.prototype.observe = function (...options) {
  observers.add(this);
  return observe.apply(this, options);
};

afterAll(() => {
  PerformanceObserver.prototype.observe = observe;
  for (const observer of observers) observer.disconnect();
});
