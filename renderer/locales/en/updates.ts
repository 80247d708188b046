export const updates = {
  title: 'Updates',
  version: 'Version',
  off: 'This installation doesn’t look for updates. Ask whoever gave you Trackside for a newer one.',
  idle: 'Trackside looks once a day, and downloads nothing by itself.',
  checking: 'Looking for a newer version',
  current: 'This is the newest version.',
  available: '{{version}} is available. It is downloaded when you say so.',
  downloading: 'Downloading {{version}}',
  ready: '{{version}} is downloaded. Trackside closes for it, and opens again as the new version.',
  failed: {
    'no-feed': 'The update server can’t be reached or understood. Check the internet connection, then check again.',
    'not-trusted':
      'What came isn’t the genuine update, so it was thrown away. Check again later. If it stays so, tell whoever gave ' +
      'you Trackside.',
    disk: 'The update can’t be saved here. Make room on the disk, then check again.',
    other: 'The update didn’t work, and Trackside stays as it is. Check again, or install the newer version by hand.',
  },
  check: 'Check for updates',
  checkAgain: 'Check again',
  download: 'Download {{version}}',
  cancel: 'Cancel the download',
  install: 'Restart and install',
  recording: 'This laptop records {{boxes}}. End the timing first.',
  waiting: 'Update available',
} as const
