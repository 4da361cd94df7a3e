import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, roles } from '../../src/core/model.js';
import { allowed, authorize, type Grantee, permissionTable } from '../../src/projects/permissions.js';

/** The role matrix of docs/access.md: permission to the columns that say yes. */
function documented(): Record<string, string[]> {
  const lines = readFileSync(join(__dirname, '../../docs/access.md'), 'utf8').split('\n');
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const start = lines.findIndex((line) => line.startsWith('| Permission'));
  const [, , ...grantees] = cells(lines[start] ?? '');
  const table: Record<string, string[]> = {};
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    const [permission = '', , ...answers] = cells(line);
    expect(answers.every((answer) => answer === 'yes' || answer === 'no')).toBe(true);
    table[permission] = grantees.filter((_, column) => answers[column] === 'yes');
  }
  return table;
}

const actorOf = (grantee: Grantee): Actor =>
  grantee === 'TOKEN' ? { kind: 'token' } : { kind: 'serviceAccount', id: 'sa_1', name: 'x', role: grantee };

describe('who may do what', () => {
  it('is what docs/access.md says, for every permission', () => {
    expect(documented()).toEqual(permissionTable);
  });

  it('lets pass exactly those of the table', () => {
    const everyone: Grantee[] = ['TOKEN', ...roles];
    for (const permission of Object.keys(permissionTable) as Array<keyof typeof permissionTable>) {
      const passing = everyone.filter((grantee) => allowed(actorOf(grantee), permission));
      expect(new Set(passing)).toEqual(new Set(permissionTable[permission]));
    }
  });

  it('refuses with FORBIDDEN and names the roles that may', () => {
    expect(() => authorize({ kind: 'token' }, 'READ')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('ANALYST') }),
    );
    expect(() => authorize(actorOf('CONSUMER'), 'MANAGE_KEYS')).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it('lets the token write only', () => {
    const may = Object.entries(permissionTable).filter(([, grantees]) => grantees.includes('TOKEN'));
    expect(may.map(([permission]) => permission)).toEqual(['TRACK', 'EDIT_PROFILES']);
  });
});
