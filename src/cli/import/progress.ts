import cliProgress from 'cli-progress';
import type { ImportCounts } from './run-import.js';

/** Shows how far an import is, on the standard error output. */
export interface Progress {
  update(counts: ImportCounts, bytesRead: number): void;
  /** One line that stays on the screen. */
  note(text: string): void;
  stop(): void;
}

const plainIntervalMs = 3_000;
const number = new Intl.NumberFormat('en');

const counted = (counts: ImportCounts): string =>
  `${number.format(counts.lines)} lines, ${number.format(counts.duplicate)} duplicate, ${number.format(counts.refused)} refused`;

/** A bar on a terminal whose input has a known size; otherwise a line every few seconds. */
export function showProgress(output: NodeJS.WriteStream, totalBytes: number | null): Progress {
  return output.isTTY === true && totalBytes !== null ? bar(output, totalBytes) : plainLines(output, totalBytes);
}

function bar(output: NodeJS.WriteStream, totalBytes: number): Progress {
  const single = new cliProgress.SingleBar({
    stream: output,
    format: '{bar} {percentage}% | {counted} | {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
  });
  let position = 0;
  let text = 'starting';
  const start = () => single.start(Math.max(totalBytes, 1), position, { counted: text });
  start();
  return {
    update: (counts, bytesRead) => {
      position = bytesRead;
      text = counted(counts);
      single.update(position, { counted: text });
    },
    note: (line) => {
      single.stop();
      output.write(`${line}\n`);
      start();
    },
    stop: () => single.stop(),
  };
}

function plainLines(output: NodeJS.WriteStream, totalBytes: number | null): Progress {
  let last = performance.now();
  return {
    update: (counts, bytesRead) => {
      if (performance.now() - last < plainIntervalMs) return;
      last = performance.now();
      const share = totalBytes ? `${Math.floor((bytesRead / totalBytes) * 100)} %: ` : '';
      output.write(`${share}${counted(counts)}\n`);
    },
    note: (text) => output.write(`${text}\n`),
    stop: () => undefined,
  };
}
