import { openTestWindow, type TestWindow } from '../../test/support/test-window.ts'

/** A laptop in this process, signed in, its first state there. */
export async function openOnline(
  dataDir: string,
  url: string,
  who: { readonly email: string; readonly password: string },
): Promise<TestWindow> {
  const window = await openTestWindow(dataDir, url)
  await window.call('signIn', who)
  await window.until(() => !window.status().loading && window.status().connection === 'online', 'being online')
  return window
}
