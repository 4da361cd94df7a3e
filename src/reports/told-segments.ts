import type { Inquiry } from './inquiry.js';
import { largestOf, type Ranking, type RankRow } from './rows/rank.js';
import type { Told } from './rows/told.js';

/** Which segments are told one by one, and how many there are. */
export interface ToldSegments {
  readonly told: Told;
  readonly count: number;
}

/** Without breakdowns there are no segments. */
export const noSegments: ToldSegments = { told: [], count: 0 };

/** Has the engine find the largest segments. */
export async function largestSegments(inquiry: Inquiry, ranking: Ranking, limit: number): Promise<ToldSegments> {
  const [rank] = await inquiry.rows<RankRow>(largestOf(ranking, limit));
  return { told: rank?.largest ?? [], count: Number(rank?.segments ?? 0) };
}
