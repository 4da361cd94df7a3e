import { RequestRefused } from '../graphql-client.js';
import type { Outcome } from './targets.js';

/** Codes of a whole request that one bad item in it can cause. */
const causedByAnItem = new Set([
  'BAD_INPUT',
  'BAD_USER_INPUT',
  'MALFORMED_REQUEST',
  'PAYLOAD_TOO_LARGE',
  'QUERY_TOO_COMPLEX',
  'INTERNAL',
]);

/**
 * Sends items; when the server refuses the request as a whole for what may be one item's fault, sends both halves, and
 * so on down to the single item, which becomes a refusal. One bad line so never stops the others.
 */
export async function sendInHalves<Item>(
  items: readonly Item[],
  send: (items: readonly Item[]) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await send(items);
  } catch (error) {
    if (!(error instanceof RequestRefused && causedByAnItem.has(error.code))) throw error;
    if (items.length === 1) {
      return {
        accepted: 0,
        duplicate: 0,
        refusals: [{ index: 0, code: error.code, field: null, reason: error.message }],
      };
    }
    const middle = Math.ceil(items.length / 2);
    const first = await sendInHalves(items.slice(0, middle), send);
    const second = await sendInHalves(items.slice(middle), send);
    return {
      accepted: first.accepted + second.accepted,
      duplicate: first.duplicate + second.duplicate,
      refusals: [...first.refusals, ...second.refusals.map((each) => ({ ...each, index: each.index + middle }))],
    };
  }
}
