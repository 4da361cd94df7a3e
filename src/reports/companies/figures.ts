/** What the users of a company did in the last days, today among them. */
export interface ActivityFigures {
  /** Users active in the last 1, 7 and 30 days. */
  readonly dailyActiveUsers: number;
  readonly weeklyActiveUsers: number;
  readonly monthlyActiveUsers: number;
  /** Events of the last 30 days. */
  readonly events: number;
  /** Events of the last 30 days for each user who did any; 0 where nobody did. */
  readonly eventsPerUser: number;
}

/** What became of a company's users in the current week so far. */
export interface LifecycleFigures {
  readonly newUsers: number;
  readonly retainedUsers: number;
  readonly resurrectedUsers: number;
  readonly dormantUsers: number;
}

/**
 * How many of a company's users who were new in the last 90 days came back, from 0 to 1, of those whose time for it is over;
 * null where there are none.
 */
export interface RetentionFigures {
  readonly day1Retention: number | null;
  readonly week1Retention: number | null;
  readonly month1Retention: number | null;
}

/** What companies are told by. */
export interface CompanyFigures extends ActivityFigures, LifecycleFigures, RetentionFigures {}

export type CompanyFigure = keyof CompanyFigures;

/** Figures of one kind are found together, by one statement. */
export type FigureKind = 'activity' | 'lifecycle' | 'retention';

/** The figures of each kind, as they are of a company for which nothing was done. */
export const figuresOfNothing: {
  readonly activity: ActivityFigures;
  readonly lifecycle: LifecycleFigures;
  readonly retention: RetentionFigures;
} = {
  activity: { dailyActiveUsers: 0, weeklyActiveUsers: 0, monthlyActiveUsers: 0, events: 0, eventsPerUser: 0 },
  lifecycle: { newUsers: 0, retainedUsers: 0, resurrectedUsers: 0, dormantUsers: 0 },
  retention: { day1Retention: null, week1Retention: null, month1Retention: null },
};

const kinds: readonly FigureKind[] = ['activity', 'lifecycle', 'retention'];

/** The kinds that have any of these figures; of other names nothing is made. */
export const kindsOf = (names: ReadonlySet<string>): FigureKind[] =>
  kinds.filter((kind) => Object.keys(figuresOfNothing[kind]).some((name) => names.has(name)));

/** The kind of a figure. */
export function kindOf(figure: CompanyFigure): FigureKind {
  const [kind] = kindsOf(new Set([figure]));
  if (kind === undefined) throw new Error(`${figure} is of no kind`);
  return kind;
}
