import { z } from 'zod'
import { type Board, boardSchema } from '../../shared/desktop-race-day.ts'
import { parseJson } from '../../shared/parse-json.ts'

const RETRY_MS = 2000
/** A board comes each second: of a laptop that was cut off for long, a browser hears neither more nor an end. */
const SILENT_MS = 10_000

const sessionSchema = z.object({ asks: z.enum(['link', 'code']), admitted: z.boolean() })
const waitSchema = z.object({ seconds: z.number() })

/** What there is to show. */
export type BoardView =
  | { readonly kind: 'opening' }
  | { readonly kind: 'asks-code' }
  /** Its link was used, or is of a board that is over. */
  | { readonly kind: 'no-link' }
  | { readonly kind: 'over' }
  | { readonly kind: 'board'; readonly board: Board; readonly atMs: number }

export type CodeAnswer =
  | { readonly status: 'opened' | 'wrong' | 'failed' }
  | { readonly status: 'wait'; readonly seconds: number }

/** Follows the board as it is sent, again and again where the laptop goes away. Sends nothing but the request for it. */
export function followBoard(onView: (view: BoardView) => void, monotonicMs: () => number): void {
  async function look(): Promise<void> {
    try {
      const { asks, admitted } = sessionSchema.parse(
        await (await fetch('/session', { signal: AbortSignal.timeout(SILENT_MS) })).json(),
      )
      if (admitted) listen()
      else onView({ kind: asks === 'code' ? 'asks-code' : 'no-link' })
    } catch {
      // The last board stays, and says how old it is.
      setTimeout(() => void look(), RETRY_MS)
    }
  }

  function listen(): void {
    const source = new EventSource('/board')
    const giveUp = () => {
      source.close()
      void look()
    }
    let silence = setTimeout(giveUp, SILENT_MS)
    source.addEventListener('board', ({ data }) => {
      clearTimeout(silence)
      silence = setTimeout(giveUp, SILENT_MS)
      const board = boardSchema.safeParse(parseJson(String(data)))
      if (board.success) onView({ kind: 'board', board: board.data, atMs: monotonicMs() })
    })
    source.addEventListener('over', () => {
      clearTimeout(silence)
      source.close()
      onView({ kind: 'over' })
    })
    source.addEventListener('error', () => {
      // Otherwise the browser itself asks again.
      if (source.readyState !== EventSource.CLOSED) return
      clearTimeout(silence)
      setTimeout(() => void look(), RETRY_MS)
    })
  }

  void look()
}

/** Exchanges what was typed for the right to look. */
export async function enterCode(code: string): Promise<CodeAnswer> {
  try {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: code }),
    })
    if (answer.ok) return { status: 'opened' }
    if (answer.status !== 429) return { status: answer.status === 401 ? 'wrong' : 'failed' }
    return { status: 'wait', seconds: waitSchema.parse(await answer.json()).seconds }
  } catch {
    return { status: 'failed' }
  }
}
