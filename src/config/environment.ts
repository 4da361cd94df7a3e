import { type Config, loadConfig } from './config.js';

/** The configuration of this process. The one place that looks at `process.env`. */
export const configFromEnvironment = (): Config => loadConfig(process.env);
