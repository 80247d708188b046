/** Asked once, in the desktop application, where nobody said which cloud it works with. */
export const cloudAddress = {
  title: 'Which cloud do you work with?',
  why: 'Your organisation’s boxes, loans and events meet in a cloud. Ask your administrator for its address.',
  label: 'The cloud’s address',
  hint: 'Such as https://cloud.example. It is asked once and kept on this computer.',
  save: 'Use this cloud',
  problem: {
    missing: 'Enter your cloud’s address.',
    unencrypted: 'The address has to begin with https://, so that passwords travel encrypted.',
    extras: 'Only the address itself, please: without user name, password, ? or #.',
    unreadable: 'This isn’t an address. Compare it with the original; it looks like https://cloud.example.',
  },
} as const
