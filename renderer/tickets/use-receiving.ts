import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallResult } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import type { CodeReader } from '../scan/code-reader.ts'
import { type FileText, readFileText } from '../scan/file-text.ts'
import { useScanSound } from '../scan/scan-sound.ts'
import { useTrackside } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'

export type Received = CallResult<'receive'>
export type Refused = Extract<Received, { status: 'refused' }>

export interface Answer {
  readonly result: Received
  /** Whom this organisation had as a partner before (O8). */
  readonly knownBefore: ReadonlySet<string>
}

export interface Receiving {
  readonly busy: boolean
  readonly answer: Answer | undefined
  /** What went wrong before the core could say anything. */
  readonly problem: string | undefined
  receive(text: string): Promise<void>
  receiveFile(file: File, reader: CodeReader): Promise<void>
  /** A scan that is none of ours. */
  refuse(problem: string): void
  clear(): void
  /** The last text once more, where something may have changed since: room in the plan, or the clock (ux 11). */
  readonly again: (() => void) | undefined
}

/** Gives what came in to the core's one door. A scan is answered at once, by sound too (ux 15). */
export function useReceiving(onResult?: (result: Received) => void): Receiving {
  const { core, store } = useTrackside()
  const { t } = useSay()
  const sound = useScanSound()
  const [state, setState] = useState<Pick<Receiving, 'busy' | 'answer' | 'problem'>>(IDLE)
  const isBusy = useRef(false)
  const last = useRef('')
  const told = useRef(onResult)
  useEffect(() => {
    told.current = onResult
  })

  const refuse = useCallback(
    (problem: string) => {
      sound('bad')
      setState({ ...IDLE, problem })
    },
    [sound],
  )
  const receive = useCallback(
    async (text: string) => {
      if (isBusy.current) return
      isBusy.current = true
      last.current = text
      sound('read')
      setState({ ...IDLE, busy: true })
      const knownBefore = new Set([...store.getState().records.all('partner')].map(({ id }) => id as string))
      try {
        const result = withClock(await core.call('receive', { text }), store.getState())
        sound(result.status === 'refused' || result.status === 'elsewhere' ? 'bad' : 'good')
        setState({ ...IDLE, answer: { result, knownBefore } })
        told.current?.(result)
      } catch (error) {
        refuse(faultSentence(t, error))
      } finally {
        isBusy.current = false
      }
    },
    [core, store, sound, refuse, t],
  )
  const receiveFile = useCallback(
    async (file: File, reader: CodeReader) => {
      const read = await readFileText(file, reader)
      if (read.kind === 'text') await receive(read.text)
      else refuse(t(FILE_PROBLEMS[read.kind]))
    },
    [receive, refuse, t],
  )
  const clear = useCallback(() => setState(IDLE), [])
  const again = isWorthAnotherTry(state.answer?.result) ? () => void receive(last.current) : undefined
  return { ...state, receive, receiveFile, refuse, clear, again }
}

const IDLE = { busy: false, answer: undefined, problem: undefined } as const

const FILE_PROBLEMS: {
  readonly [K in Exclude<FileText['kind'], 'text'>]: `scan.${'noCode' | 'tooLarge' | 'unreadable'}`
} = {
  'no-code': 'scan.noCode',
  'too-large': 'scan.tooLarge',
  unreadable: 'scan.unreadable',
}

function isWorthAnotherTry(result: Received | undefined): boolean {
  return result?.status === 'refused' && (result.code === 'PLAN_LIMIT' || result.code === 'TICKET_CLOCK')
}

/** How far this laptop's clock is behind, which the window sees for itself. */
function withClock(result: Received, { status }: { readonly status: { readonly now: string } | undefined }): Received {
  if (result.status !== 'refused' || result.code !== 'TICKET_CLOCK' || status === undefined) return result
  return { ...result, details: { ...result.details, behindMs: Date.parse(status.now) - Date.now() } }
}
