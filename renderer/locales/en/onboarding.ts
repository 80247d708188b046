/** A new organisation's first steps, on Today; and the mark of a demo. */
export const onboarding = {
  demo: 'Demo – nothing here is real',
  demoName: 'Demo',
  title: 'Getting started',
  why: 'The first steps of a new organisation, in any order.',
  hide: 'Hide Getting started',
  hideWhy: 'You get it back in Settings.',
  done: 'Done',
  todo: 'To do',
  box: {
    title: 'Add your first box',
    titleBorrow: 'Add your first borrowed box',
    why: 'Register what you own: the serial is printed on the box. What a partner lends you comes in by a code.',
    whyBorrow: 'What a partner lends you comes in by a code. Your own boxes are registered by your administrator.',
    offline: 'Without internet: registering works and is sent later. A borrowed box comes in by its QR code.',
    register: 'Register a box',
    many: 'Register many from a list',
    borrow: 'Add a borrowed box',
  },
  colleague: {
    title: 'Invite your first colleague',
    why: 'They get a code from you and sign in with it on their own laptop.',
    offline: 'Without internet: you can invite now; the code works once this laptop has been online.',
    invite: 'Invite a colleague',
  },
  loan: {
    title: 'Lend your first box',
    why: 'A partner takes it with a code or QR code, and it comes back by itself when the time is over.',
    whyNoBox:
      'First you need a box of your own. To have a partner share a group with you, give them your partner code.',
    offline: 'Without internet: your partner scans the QR code from your screen.',
    lend: 'Lend {{box}}',
    partner: 'See your partner code',
  },
  again: 'Getting started',
  againWhy: 'The three first steps of a new organisation: a box, a colleague, a loan.',
  show: 'Show Getting started',
} as const
