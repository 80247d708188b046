/** Asked once, in the desktop application, where nobody said which cloud it works with. */
export const cloudAddress = {
  title: 'Which cloud do you work with?',
  why: 'Your organisation’s boxes, loans and events meet in a cloud. Ask your administrator for its address.',
  label: 'The cloud’s address',
  hint: 'Such as https://cloud.example. It is kept on this computer.',
  save: 'Use this cloud',
  other: 'Another cloud…',
  otherTitle: 'Work with another cloud',
  otherNow: 'Now it is {{url}}. Compare it with what your administrator gave you.',
  stay: 'Stay with this one',
  membersKept:
    'Somebody’s data for this cloud is kept on this computer, so it stays with it. For another cloud, start Trackside with another data folder: --data=',
  problem: {
    missing: 'Enter your cloud’s address.',
    unencrypted: 'The address has to begin with https://, so that passwords travel encrypted.',
    extras: 'Only the address itself, please: without user name, password, ? or #.',
    unreadable: 'This isn’t an address. Compare it with the original; it looks like https://cloud.example.',
  },
} as const
