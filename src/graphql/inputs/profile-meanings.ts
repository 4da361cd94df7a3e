import type { ProfileOperation } from '../../profiles/operations.js';

/** What the arguments of profile operations mean; the mutations and the inputs of a batch say the same. */
export const argumentMeaning = {
  distinctId:
    'The user: a distinct id of 1 to 255 characters. `$device:` ids of a device that logged in mean the user who logged in. ' +
    'A number will do; `42` and `"42"` are one user.',
  groupKey: 'The group key: its name or its `dataGroupId`.',
  groupId: 'The group: 1 to 255 characters, compared byte by byte. A number will do; `42` and `"42"` are one group.',
  properties: 'The properties, at least one.',
  names: 'Names of the properties, at least one. Names the profile does not have are passed over.',
  ignoreTime: 'True leaves `updatedAt` as it is. Default: false.',
  ignoreAlias: 'True takes a `$device:` id as it is, even if the device belongs to a user. Default: false.',
  operationId:
    'Makes sending again safe: the same id counts once in the project, and is remembered for at least 30 days after it was applied. 1 to 36 letters, ' +
    'digits or `-`. Left out: applied each time it is sent.',
} as const;

const creates = 'A profile that does not exist is created.';
const createsNone = 'A profile that does not exist stays so, and that is no error.';

/** What each operation does. */
export const operationMeaning: Readonly<Record<ProfileOperation['op'], string>> = {
  set: `Sets properties, overwriting what is there; others stay. ${creates}`,
  set_once: `Sets those properties that are missing or null; what is set stays. ${creates}`,
  add: `Adds numbers to properties, negative ones to subtract; a property that is not set counts as 0. A value that is no number refuses the whole operation with BAD_INPUT. ${creates}`,
  append: `Adds one element to the end of each list, whether it is in there or not. A value that is no list becomes a list first. ${creates}`,
  union: `Adds those elements to each list that are not in it; concurrent unions lose nothing. Values are lists; one that is none counts as a list of one. ${creates}`,
  remove: `Takes one value out of each list, wherever it occurs; the list stays, perhaps empty. ${createsNone}`,
  unset: `Deletes properties. ${createsNone}`,
  delete: `Deletes the profile. Events stay. ${createsNone}`,
};

/** How every operation ends. */
export const operationEnd =
  'Atomic: concurrent operations on one profile never lose each other. When it answers, the change is on disk and every later question ' +
  'sees it. Errors: BAD_INPUT, PROFILE_TOO_LARGE (nothing is changed); STORE_UNAVAILABLE (retry).';

/** How a user belongs to groups; said where users' profiles are changed. */
export const membership =
  'A property named as a group key makes the user belong to the groups it names: text, a number, or a list of them.';
