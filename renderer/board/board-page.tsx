import { useCallback, useEffect, useRef, useState } from 'react'
import { BoardView as BoardRows } from './board-view.tsx'
import type { BoardCatalogue } from './board-words.ts'
import { CodeForm } from './code-form.tsx'
import { type BoardView, followBoard } from './follow-board.ts'

export interface BoardPageProps {
  readonly catalogue: BoardCatalogue
  readonly monotonicMs: () => number
}

/** The board's page: what there is to show, or what is needed for that. */
export function BoardPage({ catalogue, monotonicMs }: BoardPageProps) {
  const { t } = catalogue
  const [view, setView] = useState<BoardView>({ kind: 'opening' })
  const isFollowed = useRef(false)
  const follow = useCallback(() => followBoard(setView, monotonicMs), [monotonicMs])
  useEffect(() => {
    if (isFollowed.current) return
    isFollowed.current = true
    follow()
  }, [follow])
  switch (view.kind) {
    case 'opening':
      return <Said title={t('board.connecting')} />
    case 'asks-code':
      return <CodeForm t={t} onOpened={follow} />
    case 'no-link':
      return <Said title={t('board.linkUsed')} why={t('board.linkUsedWhy')} />
    case 'over':
      return <Said title={t('board.over')} why={t('board.overWhy')} />
    case 'board':
      return <BoardRows catalogue={catalogue} board={view.board} atMs={view.atMs} monotonicMs={monotonicMs} />
  }
}

function Said({ title, why }: { readonly title: string; readonly why?: string }) {
  return (
    <main className="board-said">
      <h1>{title}</h1>
      {why === undefined ? null : <p>{why}</p>}
    </main>
  )
}
