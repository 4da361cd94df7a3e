import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forbiddenIds } from '../../src/core/forbidden-ids.js';
import { limits } from '../../src/core/limits.js';
import { argumentMeaning } from '../../src/graphql/inputs/profile-meanings.js';
import { refusalReasons } from '../../src/ingestion/refusal.js';
import { profileOperationNames } from '../../src/profiles/operations.js';

const section = (file: string): string => {
  const text = readFileSync(join(__dirname, '../../docs', file), 'utf8');
  return /^## What is taken and what is refused\n([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
};
const figure = new Intl.NumberFormat('en');

describe('docs/api.md', () => {
  const text = section('api.md');

  it('lists the reasons for refusal as they are in the code', () => {
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (.*) \|$/gm)].map((match) => match.slice(1));
    expect(rows).toEqual(Object.entries(refusalReasons));
  });

  it('gives the limits as they are in the code', () => {
    const rows = [...text.matchAll(/^\| (\w.*) \| ([\d,]+) \|$/gm)].map((match) => match[2]);
    const names = [
      'batchSize',
      'groupKeysPerProject',
      'groupsPerKeyAndEvent',
      'idLength',
      'insertIdLength',
      'eventProperties',
      'eventBytes',
      'eventValueBytes',
      'profileProperties',
      'profileBytes',
      'profileValueBytes',
      'profileOperationBytes',
      'propertyTextLength',
      'propertyDepth',
      'nestedElements',
      'filterLeaves',
      'filterValues',
      'pageSize',
      'csvRowBytes',
      'csvColumns',
      'csvUploadBytes',
      'csvUploadRows',
      'csvUploadsAtOnce',
      'csvPreviewRows',
      'reportIntervals',
      'reportBreakdowns',
      'reportMetrics',
      'reportSegments',
      'reportBuckets',
      'retentionBuckets',
      'reportFigures',
      'expressionLength',
      'expressionDepth',
    ] as const;
    expect(rows).toEqual(names.map((name) => figure.format(limits[name])));
    // Times, and the bounds of subscriptions, are said in words, where their subject is.
    const times = ['futureToleranceMs', 'earliestTimeMs', 'operationIdMs', 'csvUploadMs', 'liveEveryMs'];
    const live = ['liveConnections', 'liveSubscriptions', 'liveEvents', 'liveEventBytes', 'liveMessageBytes'];
    expect([...names, ...times, ...live].sort()).toEqual(Object.keys(limits).sort());
  });
});

describe('what is said of operation ids', () => {
  const days = limits.operationIdMs / 86_400_000;

  it.each(['concepts.md', 'api.md'])('in docs/%s names the time they are remembered', (file) => {
    const text = readFileSync(join(__dirname, '../../docs', file), 'utf8');
    expect(text).toContain(`remembered for at least ${days} days`);
  });

  it('in the schema names it too', () => {
    expect(argumentMeaning.operationId).toContain(`remembered for at least ${days} days`);
  });
});

describe('docs/concepts.md', () => {
  const text = section('concepts.md');

  it('lists every placeholder that is refused as an id', () => {
    const list = /^Placeholders: ([\s\S]*?)\.\n$/m.exec(text)?.[1] ?? '';
    expect([...list.matchAll(/`([^`]+)`/g)].map(([, id]) => id)).toEqual([...forbiddenIds]);
  });

  it('says where seconds end and milliseconds begin', () => {
    expect(text).toContain(`seconds below ${figure.format(limits.earliestTimeMs)}, milliseconds from there on`);
    expect(limits.futureToleranceMs).toBe(60 * 60 * 1000);
    expect(text).toContain('more than an hour ahead');
  });

  it('has a row for every profile operation', () => {
    expect([...text.matchAll(/^\| `(\w+)` \| .* \| (?:yes|no) \|$/gm)].map(([, name]) => name)).toEqual([
      ...profileOperationNames,
    ]);
  });
});
