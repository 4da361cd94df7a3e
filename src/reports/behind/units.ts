import { as, select } from '../../warehouse/sql/builders.js';
import type { Query } from '../../warehouse/sql/nodes.js';
import { below, ofRow, type Rows } from '../rows/layers.js';
import { type CountedUnit, unit } from '../rows/units.js';

/** Who is behind a figure. */
export interface UnitsBehind {
  /** One column: their hashes, each once or more often. */
  readonly hashes: Query;
  /** Whose hashes they are: of the units that are analysed, of users, or of the groups of a key. */
  readonly counted: CountedUnit;
}

/** The units of rows with a column `u`. */
export const unitsOfRows = (rows: Rows, counted: CountedUnit): UnitsBehind => ({
  hashes: select({ columns: [as(ofRow(unit), unit)], from: below(rows) }),
  counted,
});
