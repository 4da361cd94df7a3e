#!/usr/bin/env node
// CommonJS on purpose: the embedded engine works on libuv's threads, and their number can only be set before the ES
// module loader has used the first of them. Four, the default, is as many as sessions run side by side.
process.env.UV_THREADPOOL_SIZE ??= '16';
void import('./run.js');
