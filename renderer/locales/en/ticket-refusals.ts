/** Why something scanned isn't taken, by the check that failed, and what to do (tickets.md). */
export const ticketRefusal = {
  unreadable: 'The code is damaged or cut off. Scan it again, or have it sent as a file.',
  'too-large': 'This is larger than any code of Trackside’s. Ask for a new one.',
  'not-canonical': 'The code is cut off, or was changed on its way. Scan it again, or have it sent as a file.',
  'wrong-type':
    'This is something that Trackside signs, but nothing to take here. Ask your partner for the loan’s code.',
  'unknown-root':
    'This laptop can’t tell who signed it: it is forged, or the cloud’s keys are newer than this laptop knows. Connect for ten seconds by phone and scan it again.',
  'certificate-over':
    'The laptop that made it hasn’t been online for too long: its certificate had run out. It has to be online once, then make a new one.',
  'may-not-lend': 'Whoever made it may not lend. Ask somebody of theirs who may.',
  'may-not-lendBox': '{{serial}}: whoever made it may not lend. Ask somebody of theirs who may.',
  signature: 'The signature is wrong: the code was changed, or is forged. Don’t rely on it; ask for a new one.',
  window: 'The time that it names can’t be right. Ask for a new one.',
  twice: 'It names the same box twice. Ask for a new one.',
  differs: 'It doesn’t agree with what is known of this loan. Ask for a new one.',
  differsBox: '{{serial}}: it doesn’t agree with what is known of this loan. Ask for a new one.',
  'no-such-box': 'The organisation that made it has no such box. Ask them for a new one.',
  'file-damaged': 'The file is damaged or cut off. Have it saved once more, and copy it again.',
  'file-too-large': 'This file is larger than any that Trackside makes for a second laptop. Have it saved again.',
  'file-of-others': 'This file is for another organisation’s laptops. Ask a colleague of your own for theirs.',
  'file-laptop-gone':
    'The laptop or the member that made this file may no longer work for your organisation. Nothing was taken. Ask your administrator.',
  other: 'It can’t be relied on. Ask for a new one.',
  ahead:
    'It says that it was made {{at}}, which is still to come: one of the two clocks is wrong. Connect for ten seconds by phone and scan it again; if it stays so, the other laptop has to.',
  aheadPlain:
    'It says that it was made later than now: one of the two clocks is wrong. Connect for ten seconds by phone and scan it again.',
  behind: 'This laptop’s clock is {{duration}} behind. Connect for ten seconds by phone.',
  behindPlain: 'This laptop’s clock is behind. Connect for ten seconds by phone.',
} as const
