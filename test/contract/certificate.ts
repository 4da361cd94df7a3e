import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const required = process.env.MUSTER_TEST_REQUIRE_ALL === '1';

function canRunOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `describe`, where certificates can be made. */
export const describeWithTls = required || canRunOpenssl() ? describe : describe.skip;

/** A certificate for localhost that nobody trusts unless told to. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where the certificate is, to be trusted by a process that names it in NODE_EXTRA_CA_CERTS. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Makes a certificate that is good for today. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-tls-'));
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  await promisify(execFile)('openssl', ['req', ...kind, ...names, '-keyout', keyFile, '-out', file]);
  return {
    key: await readFile(keyFile, 'utf8'),
    cert: await readFile(file, 'utf8'),
    file,
    remove: () => rm(folder, { recursive: true }),
  };
}

/**
 * Runs a script in a Node process of its own, which trusts the certificate, and answers with what it printed. Rejects
 * if the script fails or takes more than half a minute.
 */
export async function runScript(script: string, certificate: Certificate): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
    env: { PATH: process.env.PATH ?? '', NODE_EXTRA_CA_CERTS: certificate.file },
    timeout: 30_000,
  });
  return stdout;
}
