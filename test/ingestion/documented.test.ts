import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../../src/core/limits.js';
import { forbiddenIds } from '../../src/ingestion/forbidden-ids.js';
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
    const documented = [
      limits.batchSize,
      limits.groupKeysPerProject,
      limits.groupsPerKeyAndEvent,
      limits.idLength,
      limits.insertIdLength,
      limits.eventProperties,
      limits.eventBytes,
      limits.eventValueBytes,
      limits.profileProperties,
      limits.profileBytes,
      limits.profileValueBytes,
      limits.profileOperationBytes,
      limits.propertyTextLength,
      limits.propertyDepth,
      limits.nestedElements,
      limits.filterLeaves,
      limits.filterValues,
      limits.pageSize,
    ];
    expect(rows).toEqual(documented.map((value) => figure.format(value)));
    // Two limits are times and stand in docs/concepts.md.
    expect(documented).toHaveLength(Object.keys(limits).length - 2);
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
