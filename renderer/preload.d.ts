/**
 * What the Electron preload puts on the window; absent in a browser. `connect` asks for a new line to the core. A port
 * can't pass through the context bridge, so it arrives as a `message` event of this window, from this window, with the
 * data `trackside-core` and the port.
 */
interface TracksidePreload {
  readonly connect: () => void
  /** From now on the shell's requests arrive, as messages of this window too: `{ tracksideShell: … }`. */
  readonly listen: () => void
  /** What the shell has to know, or is asked to do. */
  readonly tell: (message: import('../shared/shell-messages.ts').FromPage) => void
}

interface Window {
  readonly trackside?: TracksidePreload
}
