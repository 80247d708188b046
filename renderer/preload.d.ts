/**
 * What the Electron preload puts on the window; absent in a browser. A port can't pass through the context bridge, so a
 * line to the core arrives as a `message` event of this window, from this window, with the data `trackside-core` and the
 * port. The shell's requests are messages of this window, too: `{ tracksideShell: … }`.
 */
type TracksidePreload = import('../shared/shell-messages.ts').PageBridge

interface Window {
  readonly trackside?: TracksidePreload
}
