import type { TFunction } from 'i18next'
import { assertNever } from '../../shared/assert-never.ts'
import type { FromPage, UpdateState } from '../../shared/shell-messages.ts'

export interface UpdateWords {
  readonly sentence: string
  /** The one thing to do about it now. */
  readonly button?: {
    readonly act: Extract<FromPage, { type: 'update' }>['act']
    readonly label: string
    readonly isPrimary: boolean
    /** Why it can't be done now. */
    readonly whyNot?: string
    readonly isBusy?: boolean
  }
}

/** @param runs the boxes that this laptop records, as they are said; empty: none */
export function updateWords(t: TFunction, state: UpdateState, runs: string): UpdateWords {
  const check = { act: 'check', label: t('updates.check'), isPrimary: false } as const
  switch (state.state) {
    case 'off':
      return { sentence: t('updates.off') }
    case 'idle':
      return { sentence: t('updates.idle'), button: check }
    case 'checking':
      // It stays where it is, and so does the keyboard's focus.
      return { sentence: t('updates.checking'), button: { ...check, isBusy: true } }
    case 'current':
      return { sentence: t('updates.current'), button: check }
    case 'available': {
      const { version } = state
      const label = t('updates.download', { version })
      return { sentence: t('updates.available', { version }), button: { act: 'download', label, isPrimary: true } }
    }
    case 'downloading': {
      const { version } = state
      const button = { act: 'cancel', label: t('updates.cancel'), isPrimary: false } as const
      return { sentence: t('updates.downloading', { version }), button }
    }
    case 'ready': {
      const { version } = state
      const whyNot = runs === '' ? {} : { whyNot: t('updates.recording', { boxes: runs }) }
      const button = { act: 'install', label: t('updates.install'), isPrimary: true, ...whyNot } as const
      return { sentence: t('updates.ready', { version }), button }
    }
    case 'failed':
      return { sentence: t(`updates.failed.${state.why}`), button: { ...check, label: t('updates.checkAgain') } }
    default:
      return assertNever(state)
  }
}
