import { type ArgumentNode, type ASTNode, type DocumentNode, Kind, type ValueNode, visit } from 'graphql';
import type { Path } from '../inputs/path.js';

/** Where values stand in a document: from the argument that they are part of. */
export class Places {
  readonly #paths = new Map<ASTNode, Path>();
  /** Where each variable is used. */
  readonly #uses = new Map<string, Path[]>();

  constructor(document: DocumentNode) {
    visit(document, { Argument: (argument) => this.#noteArgument(argument) });
    visit(document, {
      VariableDefinition: ({ variable, defaultValue }) => {
        if (defaultValue !== undefined) this.#noteValue(defaultValue, this.ofVariable(variable.name.value));
      },
    });
  }

  /** Undefined for what is no part of an argument. */
  of(node: ASTNode): Path | undefined {
    return node.kind === Kind.VARIABLE_DEFINITION ? this.ofVariable(node.variable.name.value) : this.#paths.get(node);
  }

  /** Where a variable is used, if that is one place; else its name. */
  ofVariable(name: string): Path {
    const [first, ...others] = this.#uses.get(name) ?? [];
    const isOne = first !== undefined && others.every((other) => JSON.stringify(other) === JSON.stringify(first));
    return isOne ? first : [name];
  }

  #noteArgument(argument: ArgumentNode): void {
    const path = [argument.name.value];
    this.#paths.set(argument, path).set(argument.name, path);
    this.#noteValue(argument.value, path);
  }

  #noteValue(value: ValueNode, path: Path): void {
    this.#paths.set(value, path);
    if (value.kind === Kind.VARIABLE) {
      this.#uses.set(value.name.value, [...(this.#uses.get(value.name.value) ?? []), path]);
    } else if (value.kind === Kind.LIST) {
      for (const [index, element] of value.values.entries()) this.#noteValue(element, [...path, index]);
    } else if (value.kind === Kind.OBJECT) {
      for (const field of value.fields) {
        const at = [...path, field.name.value];
        this.#paths.set(field, at).set(field.name, at);
        this.#noteValue(field.value, at);
      }
    }
  }
}
