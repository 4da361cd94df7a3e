/**
 * The addresses of one endpoint: with and without a slash at the end, as SDKs differ; and with two at the beginning, as
 * they ask where the host was configured with a slash of its own.
 */
export const spellings = (path: string): string[] => [path, `${path}/`, `/${path}`, `/${path}/`];
