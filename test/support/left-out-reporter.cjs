const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { relative } = require('node:path');

const canRun = (command, asking = '--version') => {
  try {
    execFileSync(command, [asking], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** What a machine may lack, how a suite shows that it uses it, and how to have it. */
const requirements = [
  {
    missing: () => !process.env.MUSTER_TEST_MYSQL_URL,
    uses: /catalogKinds\(|storePairs\(|farthestPairs\(/,
    text: 'on MySQL or MariaDB (set MUSTER_TEST_MYSQL_URL, e.g. mysql://root@127.0.0.1:3306)',
  },
  {
    missing: () => !canRun('gcc'),
    uses: /warehouseKinds\(|storePairs\(|farthestPairs\(/,
    text: 'on a ClickHouse server and cluster (needs a C compiler named gcc)',
  },
  {
    missing: () => !canRun('curl'),
    uses: /canRunCurl\(/,
    text: 'with curl (install it)',
  },
  {
    missing: () => !existsSync('/usr/bin/chromium'),
    uses: /chromium|describeInBrowser/i,
    text: 'in a browser (needs /usr/bin/chromium)',
  },
  {
    missing: () => !canRun('openssl', 'version'),
    uses: /describeWithTls/,
    text: 'behind TLS (install openssl)',
  },
];

/** Says at the end of a run which suites, or which parts of them, this machine could not run. */
class LeftOutReporter {
  onRunComplete(_, results) {
    const files = results.testResults.map(({ testFilePath }) => testFilePath);
    for (const { missing, uses, text } of requirements) {
      if (!missing()) continue;
      const affected = files
        .filter((file) => uses.test(readFileSync(file, 'utf8')))
        .map((file) => relative(process.cwd(), file));
      if (affected.length > 0) console.log(`Left out ${text}: ${affected.sort().join(', ')}`);
    }
  }
}

module.exports = LeftOutReporter;
