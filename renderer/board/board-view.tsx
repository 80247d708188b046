import { type CSSProperties, useMemo } from 'react'
import type { Board } from '../../shared/desktop-race-day.ts'
import { timePlus } from '../../shared/records/scalars.ts'
import { BoardCustody } from './board-custody.tsx'
import { alarmOf, type BoardRow, boardGroups, stateTold } from './board-facts.ts'
import { BoardHead } from './board-head.tsx'
import { type BoardCatalogue, type BoardWords, createBoardWords } from './board-words.ts'
import { useSeconds } from './use-seconds.ts'

const STALE_MS = 5000
/** Fewer are no larger than this many would be, and of more one sees the rest by scrolling. */
const FEWEST_ROWS = 4
const MOST_ROWS = 12

interface BoardViewProps {
  readonly catalogue: BoardCatalogue
  readonly board: Board
  /** When it came, by `monotonicMs`. */
  readonly atMs: number
  readonly monotonicMs: () => number
}

/** All boxes at their checkpoints, to be read from four metres. */
export function BoardView({ catalogue, board, atMs, monotonicMs }: BoardViewProps) {
  const { event, rows, now } = board
  const words = useMemo(() => createBoardWords(catalogue, event.timeZone), [catalogue, event.timeZone])
  const { t } = words
  const ageMs = Math.max(0, useSeconds(monotonicMs) - atMs)
  // Where there is one race, its name under each place would only take room.
  const hasRaces = new Set(rows.map(({ race }) => race)).size > 1
  const fitted = Math.min(Math.max(rows.length, FEWEST_ROWS), MOST_ROWS)
  return (
    <div className="board" data-demo={board.isDemo || undefined} style={{ '--rows': fitted } as CSSProperties}>
      {board.isDemo ? (
        <section className="board-demo" aria-label={t('board.demoName')}>
          {t('board.demo')}
        </section>
      ) : null}
      <BoardHead board={board} words={words} clockAt={timePlus(now, ageMs)} isStale={ageMs >= STALE_MS} />
      <main className="board-rows">
        {rows.length === 0 ? (
          <div className="board-said">
            <h2>{t('board.noRows')}</h2>
            <p>{t('board.noRowsWhy')}</p>
          </div>
        ) : (
          boardGroups(rows).map((group) => (
            <section key={`${group.race} ${group.checkpoint}`} className="board-group">
              <h2 className="board-place">
                {group.checkpoint === '' ? t('board.notPlaced') : group.checkpoint}
                {hasRaces ? <span>{group.race}</span> : null}
              </h2>
              <ul>
                {group.rows.map((row) => (
                  <Row key={row.serial} row={row} words={words} now={now} />
                ))}
              </ul>
            </section>
          ))
        )}
      </main>
    </div>
  )
}

function Row({ row, words, now }: { readonly row: BoardRow; readonly words: BoardWords; readonly now: string }) {
  const { t, seconds, number } = words
  const told = stateTold(words, row)
  const alarm = alarmOf(row)
  return (
    <li className="board-row" data-alarm={alarm} data-level={told.level}>
      <div className="board-box">
        <b>{row.alias === '' ? row.serial : row.alias}</b>
        <span>
          {t(row.backup ? 'board.backup' : 'board.main')} {row.alias === '' ? null : <i>{row.serial}</i>}
        </span>
      </div>
      <BoardCustody custody={row.custody} words={words} now={now} />
      <div className="board-state">
        <b>
          <span aria-hidden="true" className="board-shape">
            {told.shape}
          </span>{' '}
          {told.word}
        </b>
        <span className="board-below">
          <span aria-hidden="true">{alarm === 'seen' ? '✓ ' : told.saysAlarm ? '▲ ' : ''}</span>
          {told.below}
          {alarm === 'seen' ? <span className="visually-hidden"> · {t('board.seen')}</span> : null}
        </span>
      </div>
      <div className="board-last">
        <b>{row.lastAt === undefined ? t('board.nothingYet') : seconds(row.lastAt)}</b>
        <span>{t('board.total', { count: row.count, number: number(row.count) })}</span>
      </div>
      <div className="board-rate">
        <b>{t('board.rate', { rate: number(row.lastMinute) })}</b>
      </div>
    </li>
  )
}
