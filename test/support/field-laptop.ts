import { onTestFinished } from 'vitest'
import type { CoreOptions } from '../../electron/core/core.ts'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { Box } from '../../shared/records/box.ts'
import type { LoanId } from '../../shared/records/scalars.ts'
import { startCuttableNetwork } from './cuttable-network.ts'
import { testFolder } from './test-folder.ts'
import { openSignedIn, openTestWindow, type TestWindow } from './test-window.ts'

type Lent = Extract<CallResult<'lend'>, { status: 'done' }> & { readonly ticket: string }
type Form = 'ticket' | 'card' | 'receipt' | 'return-slip' | 'extension-slip'

/** A laptop with a wire of its own to the cloud, which can be cut, and a core that can be started again. */
export interface FieldLaptop {
  readonly window: TestWindow
  readonly folder: string
  offline(): Promise<void>
  /** The wire is whole again; waits for nothing. */
  mend(): void
  /** Until everything that waited is confirmed or refused. */
  online(): Promise<void>
  restart(): Promise<void>
  box(serial: string): Box
  lend(serials: readonly string[], terms?: object): Promise<Lent>
  receive(text: string): Promise<CallResult<'receive'>>
  form(form: Form, loanIds: readonly LoanId[]): Promise<string>
}

export interface FieldOptions extends Partial<CoreOptions> {
  /** In place of signing in with a demo account. */
  readonly open?: (folder: string, url: string, options: Partial<CoreOptions>) => Promise<TestWindow>
}

/** Signed in as a demo account, certified, and online. */
export async function openFieldLaptop(
  cloudUrl: string,
  user: string,
  { open, ...options }: FieldOptions = {},
): Promise<FieldLaptop> {
  const network = await startCuttableNetwork(cloudUrl)
  onTestFinished(() => network.close())
  const folder = testFolder()
  const signIn = (url: string) => openSignedIn(folder, url, `${user}.example`, options)
  let window = await (open ? open(folder, network.url, options) : signIn(network.url))
  onTestFinished(() => window.stop())
  await certified(window)

  function box(serial: string): Box {
    const found = window.find('box', (one) => one.serial === serial)
    if (found === undefined) throw new Error(`no ${serial}`)
    return found
  }

  return {
    get window() {
      return window
    },
    folder,
    async offline() {
      network.cut()
      await window.until(() => window.status().connection === 'offline', 'being offline')
    },
    mend: () => network.mend(),
    async online() {
      network.mend()
      const before = window.status().lastSyncedAt
      await window.call('syncNow', {})
      const isThrough = () => {
        const { connection, lastSyncedAt } = window.status()
        return connection === 'online' && lastSyncedAt !== before && window.pending().length === 0
      }
      await window.until(isThrough, 'everything to be confirmed')
    },
    async restart() {
      await window.stop()
      window = await openTestWindow(folder, network.url, options)
    },
    box,
    async lend(serials, terms = {}) {
      const boxIds = serials.map((serial) => box(serial).id)
      const lent = await window.call('lend', { boxIds, validity: '1d', releaseFromEvent: false, ...terms })
      if (lent.status !== 'done' || lent.ticket === null) throw new Error(`not lent by ticket: ${JSON.stringify(lent)}`)
      return { ...lent, ticket: lent.ticket }
    },
    receive: (text) => window.call('receive', { text }),
    async form(form, loanIds) {
      const { text } = await window.call('signedForm', { form, loanIds: [...loanIds] })
      if (text === null) throw new Error(`no ${form}`)
      return text
    },
  }
}

/** The key is known to the cloud, and its roots and ended loans are known here. */
export async function certified(window: TestWindow): Promise<void> {
  await window.until(() => {
    const { signing, loading } = window.status()
    return !loading && signing?.certificateUntil !== undefined && signing.endedListAt !== undefined
  }, 'the certificate')
}
