export const borrow = {
  title: 'Add a borrowed box',
  progress: '{{count}} of 16',
  notInCode: '“{{character}}” isn’t part of any loan code. Compare it with the original.',
  tooShort: 'A loan code has 16 letters and digits; this has {{count}}.',
  tooLong: 'A loan code has 16 letters and digits; this has {{count}}.',
  mistyped: 'One of these is mistyped. Compare it with the original.',
  notLoanCode: 'This isn’t a loan code.',
  isPartnerCode:
    'This is a partner code. It is for sharing one of your groups with the organisation whose code it is: Groups → menu of a group → Share group.',
  isPartnerCodeGo: 'Open Groups',
  isInvitation:
    'This is an invitation for a new member. It belongs on the sign-in screen, under “I have an invitation”.',
  isInvitationGo: 'Open Settings to sign out',
  do: 'Add the box',
  done: '{{box}} is yours until {{end}}.',
  doneUnknown: 'The box is yours.',
  fromPartner: 'Shared by {{partner}}',
  leftOut: '{{serial}} stays out: {{reason}}',
  open: 'Open {{serial}}',
  another: 'Add another',
  waitingTitle: 'We don’t know this code yet',
  waitingOnline: 'Its owner’s laptop may not have been online since. We keep trying and tell you; you can close this.',
  waitingOffline:
    'There is no internet now. The code is saved; we try it as soon as there is, and tell you. You can close this.',
  fills: 'Open one of them:',
  tryAgain: 'Try the code again',
} as const
