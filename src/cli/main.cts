#!/usr/bin/env node
// CommonJS on purpose: what follows must be set before the ES module loader has used the first thread and before
// libraries look at the environment.
//
// The embedded engine works on libuv's threads: one for each session that is busy, of which four, the default, are
// too few (docs/decisions/0007-sessions.md).
process.env.UV_THREADPOOL_SIZE ??= '32';
// GraphQL's own checks for mistakes of development cost a twentieth of a large batch.
process.env.NODE_ENV ??= 'production';
void import('./run.js');
