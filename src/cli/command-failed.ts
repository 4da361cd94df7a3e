/** What a command's exit code says. */
export const exitCodes = {
  done: 0,
  /** The command ran, and there is something to look at: refused lines, failed checks. */
  partly: 1,
  /** The command could not do its work. */
  failed: 2,
} as const;

/** A command cannot go on, for a reason the person at the terminal can mend; the message says how. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}
