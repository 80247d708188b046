export const custody = {
  ours: 'Ours',
  oursAvailable: 'Ours · available',
  oursOutOfService: 'Ours · out of service',
  reserved: 'Reserved for sharing',
  for: 'for {{partner}}',
  lent: 'Shared out: with {{partner}}',
  borrowed: 'Shared by {{partner}}',
  throughGroup: 'Shared through {{group}} by {{partner}}',
  notAvailable: 'not available now',
  over: 'Loan over, not back yet',
  retired: 'Retired',
  unknown: 'No longer with us',
  partnerUnknown: 'a partner',
  anyone: 'anyone with the code',
  you: 'you',
  path: '{{owner}} → {{holder}}',
  until: 'until {{end}}',
  ended: 'ended',
  finished: 'Loan over',
  with: 'with {{partner}}',
  late: '{{duration}} late',
  notConfirmed: 'not confirmed yet',
} as const

/** G6: what a share allows. */
export const rights = {
  look: 'look',
  use: 'use in races',
  time: 'time',
  edit: 'edit',
  short: {
    look: 'for you to look at',
    use: 'for you to use in races',
    edit: 'for you to edit',
    all: 'for you to use and edit',
  },
} as const
