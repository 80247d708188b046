import { useState } from 'react'
import type { Board } from '../../shared/desktop-race-day.ts'
import type { BoardWords } from './board-words.ts'
import { BOARD_THEMES, useBoardTheme } from './use-board-theme.ts'
import { useWakeLock } from './use-wake-lock.ts'

/** Which event, what time it is, and how the laptop is; where nothing comes from it, since when. */
export function BoardHead({
  board,
  words,
  clockAt,
  isStale,
}: {
  readonly board: Board
  readonly words: BoardWords
  /** The time now. */
  readonly clockAt: string
  readonly isStale: boolean
}) {
  const { t, time, seconds } = words
  const { event, organisation, connection, disk } = board
  return (
    <header className="board-head" data-stale={isStale || undefined}>
      <div className="board-title">
        <h1>{event.name}</h1>
        <span>
          {time.day(event.date, board.now)} · {organisation}
        </span>
      </div>
      <div className="board-status">
        <p role="status">
          {isStale ? (
            <strong>▲ {t('board.stale', { clock: time.clock(board.now) })}</strong>
          ) : (
            <span>
              <span aria-hidden="true">{connection === 'online' ? '●' : '○'} </span>
              {t(`board.${connection}`)}
            </span>
          )}
        </p>
        {isStale ? <p>{t('board.staleWhy')}</p> : null}
        {disk === 'ok' ? null : <p className="board-trouble">▲ {t(`board.disk.${disk}`)}</p>}
      </div>
      <BoardControls words={words} />
      <time className="board-clock" dateTime={clockAt}>
        {seconds(clockAt)}
      </time>
    </header>
  )
}

function BoardControls({ words: { t } }: { readonly words: BoardWords }) {
  const [theme, setTheme] = useBoardTheme()
  const isKeptAwake = useWakeLock()
  const [canFill] = useState(() => document.fullscreenEnabled)
  const fill = () => {
    if (document.fullscreenElement === null) void document.documentElement.requestFullscreen()
    else void document.exitFullscreen()
  }
  return (
    <div className="board-controls">
      <fieldset className="board-themes">
        <legend className="visually-hidden">{t('board.look')}</legend>
        {BOARD_THEMES.map((one) => (
          <button
            key={one}
            type="button"
            className="board-button"
            aria-pressed={one === theme}
            onClick={() => setTheme(one)}
          >
            {t(`board.theme.${one}`)}
          </button>
        ))}
        {canFill ? (
          <button type="button" className="board-button" onClick={fill}>
            {t('board.fullScreen')}
          </button>
        ) : null}
      </fieldset>
      {isKeptAwake ? null : <p className="board-note">{t('board.sleeps')}</p>}
    </div>
  )
}
