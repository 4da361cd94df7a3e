import { type Asked, askInDetail } from '../cohorts/ask.js';
import type { RequestContext } from '../core/model.js';
import type { ParameterValue } from '../warehouse/sql/compiled.js';
import type { Select } from '../warehouse/sql/nodes.js';

/** A statement that was asked for an answer, and what it cost. */
export interface AskedStatement {
  readonly sql: string;
  /** Whole numbers that JSON cannot hold exactly are texts. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly tables: readonly string[];
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly elapsedMs: number;
}

/** An answer, and the statements it was made of. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly inquiry: Inquiry;
}

/** The statements of one question, which it remembers for whoever wants to know how it was answered. */
export class Inquiry {
  readonly #statements: AskedStatement[] = [];

  constructor(
    private readonly asked: Asked,
    private readonly ctx: RequestContext,
  ) {}

  get statements(): readonly AskedStatement[] {
    return this.#statements;
  }

  /** The rows of a statement. @throws MusterError those of the warehouse; BAD_INPUT for one that no engine takes */
  async rows<Row>(statement: Select): Promise<readonly Row[]> {
    const answer = await askInDetail<Row>(this.asked, this.ctx.project.id, statement, this.ctx.signal);
    const { sql, tables, statistics } = answer;
    const parameters = Object.fromEntries(Object.entries(sql.params).map(([name, value]) => [name, asJson(value)]));
    this.#statements.push({ sql: sql.text, parameters, tables, ...statistics });
    return answer.rows;
  }
}

function asJson(value: ParameterValue): ParameterValue {
  if (typeof value === 'bigint') return String(value);
  return isList(value) ? value.map(asJson) : value;
}

const isList = (value: ParameterValue): value is readonly ParameterValue[] => Array.isArray(value);
