/** What the desktop application says outside of its page: menu, boxes, dialogs of the system. */
export const shell = {
  menu: {
    file: '&File',
    open: 'Open Ticket or File…',
    takeAlong: 'Take Along…',
    print: 'Print Custody Sheet…',
    closeWindow: 'Close Window',
    quit: 'Quit Trackside',
    edit: '&Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: '&View',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    go: '&Go',
    goTo: {
      today: 'Today',
      devices: 'Devices',
      loans: 'Loans',
      events: 'Events',
      groups: 'Groups',
      attention: 'Needs attention',
    },
    window: 'Window',
    minimize: 'Minimize',
    zoomWindow: 'Zoom',
    allToFront: 'Bring All to Front',
    services: 'Services',
    hide: 'Hide Trackside',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    help: '&Help',
    shortcuts: 'Keyboard Shortcuts',
    diagnostics: 'Save Diagnostics…',
    updates: 'Check for Updates…',
    about: 'About Trackside',
  },
  quit: {
    whileTiming: 'Quit while timing?',
    beforeSent: 'Quit before all is sent?',
    recording_one:
      'Recording here: {{boxes}}. While Trackside is closed, this laptop records nothing. The timing run is not ended.',
    recording_other:
      'Recording here: {{boxes}}. While Trackside is closed, this laptop records nothing. The timing runs are not ended.',
    unsent_one: '{{count}} thing is not sent yet. It is saved, and sent when Trackside is open again.',
    unsent_other: '{{count}} things are not sent yet. They are saved, and sent when Trackside is open again.',
    quit: 'Quit',
    stay: 'Stay',
  },
  shutDown: {
    waits: 'The computer was told to wait',
    recording:
      'Recording here: {{boxes}}. If the computer shuts down, this laptop records nothing. To shut it down all the same, quit Trackside first.',
    quit: 'Quit Trackside',
    stay: 'Go on recording',
  },
  open: {
    'not-there': 'This file can’t be read. It may have been moved, or you may not read it.',
    'too-large': 'This file is far larger than any of Trackside’s. Ask for the .trackside file.',
    'not-ours': 'This is no file of Trackside’s. Ask for the .trackside file, or open Trackside and scan the code.',
    'not-addressed':
      'This link has no ticket in it that is addressed to one organisation; others are not taken from links. Ask for the QR code or the .trackside file.',
  },
  cloud: {
    argument:
      '--cloud= takes an address such as https://cloud.example, without user, password or query. Without encryption (http:) only on this computer itself, such as http://127.0.0.1:4000.',
    environment:
      'TRACKSIDE_CLOUD takes an address such as https://cloud.example, without user, password or query. Without encryption (http:) only on this computer itself, such as http://127.0.0.1:4000.',
    packaged:
      'This installation brings a cloud’s address that isn’t one. Ask for another installer, or start Trackside with --cloud= and your cloud’s address.',
    other: 'Trackside is running already, with another cloud',
    otherDetail: 'It works with {{here}}. To start it with {{asked}}, quit it first.',
  },
  start: {
    folderInUse:
      'Trackside is running already with the same data folder: {{folder}}. Close it first, or choose another folder with --data=.',
  },
  board: {
    notOpened: 'The board could not be opened. Try again from the event.',
  },
  print: {
    savePdf: 'Save as PDF',
    notPrinted: 'The custody sheet could not be printed. Check the printer, or save it as PDF.',
    pdfNotSaved: 'The PDF could not be saved there. Choose another place.',
  },
  diagnostics: {
    title: 'Save Diagnostics',
    fileName: 'trackside-diagnostics.txt',
    notSaved: 'The file could not be saved there. Choose another place.',
  },
  ok: 'OK',
} as const
