import type { EventDraft, Setting } from './event.js';
import type { Refusal } from './refusal.js';
import { attachGroups } from './steps/attach-groups.js';
import { check } from './steps/check.js';
import { identify } from './steps/identify.js';
import { normalise } from './steps/normalise.js';
import { repairRemovedGroups } from './steps/repair-removed-groups.js';
import { readTime } from './steps/time.js';

/** One step of an event's way in: it fills in its part of the draft, or says why the event is refused. */
export interface Step {
  readonly name: string;
  readonly run: (draft: EventDraft, setting: Setting) => Refusal | null;
}

/** The way of one event, in order. The first refusal ends it; links and write follow for the whole batch. */
export const steps: readonly Step[] = Object.freeze([
  { name: 'check', run: check },
  { name: 'time', run: readTime },
  { name: 'repairRemovedGroups', run: repairRemovedGroups },
  { name: 'normalise', run: normalise },
  { name: 'identify', run: identify },
  { name: 'attachGroups', run: attachGroups },
]);

/** Takes one event through all steps. */
export function takeThroughSteps(draft: EventDraft, setting: Setting): Refusal | null {
  for (const step of steps) {
    const refusal = step.run(draft, setting);
    if (refusal !== null) return refusal;
  }
  return null;
}
