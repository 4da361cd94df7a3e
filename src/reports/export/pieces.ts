/** Characters of one piece, about: a page of rows is not made text all at once. */
const pieceLength = 65_536;

/** Joins lines into pieces worth sending. */
export function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
