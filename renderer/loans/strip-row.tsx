// biome-ignore-all lint/a11y/useSemanticElements: see loan-strip.tsx
import { memo } from 'react'
import { CustodyShape } from '../custody/custody-shape.tsx'
import { useSay } from '../words/say.tsx'
import { from } from './strip-calendar.tsx'
import { labelPlace, type StripBar, type StripRow } from './strip-rows.ts'
import { barSentence, partnerWords } from './strip-words.ts'
import './strip-bar.css'

/** Of the strip's small text, at 14 px of the page's. */
export const LABEL_PX = 12
/** The shape before the name, and the room around both. */
const AROUND_PX = 34
/** Narrower than this a bar has no room for its shape. */
const SHAPE_PX = 22

interface StripRowProps {
  readonly row: StripRow
  readonly index: number
  readonly top: number
  readonly height: number
  /** Width of all days, in pixels of 14 px text. */
  readonly stripPx: number
  /** Of text, in em. */
  readonly widthOf: (text: string) => number
  readonly active: boolean
  readonly opened: boolean
  readonly onOpen: (boxId: string) => void
}

/** Drawn again only when something of it changed. */
export const StripRowView = memo(StripRowBare)

function StripRowBare({ row, index, top, height, stripPx, widthOf, active, opened, onOpen }: StripRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the grid, which has the focus
    <div
      id={`row-${row.boxId}`}
      className="strip-line strip-row"
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={opened}
      data-active={active || undefined}
      data-opened={opened || undefined}
      style={{ top, height }}
      onClick={() => onOpen(row.boxId)}
    >
      <div className="strip-name" role="rowheader" tabIndex={-1}>
        <span className="mono">{row.serial}</span>
        {row.alias === '' ? null : <span className="strip-alias">{row.alias}</span>}
      </div>
      <div className="strip-time" role="gridcell" tabIndex={-1}>
        {row.bars.map((bar, at) => (
          <Bar
            key={bar.loan.id}
            bar={bar}
            nextStart={row.bars[at + 1]?.start ?? 1}
            stripPx={stripPx}
            widthOf={widthOf}
          />
        ))}
      </div>
    </div>
  )
}

function Bar({
  bar,
  nextStart,
  stripPx,
  widthOf,
}: Pick<StripRowProps, 'stripPx' | 'widthOf'> & { readonly bar: StripBar; readonly nextStart: number }) {
  const say = useSay()
  const { facts, side, phase, start, end, lateEnd } = bar
  const sentence = barSentence(say, bar)
  const partner = partnerWords(say, facts)
  const place = labelPlace(bar, nextStart, stripPx, widthOf(partner) * LABEL_PX + AROUND_PX)
  const cut = [start === 0 ? 'start' : '', lateEnd === 1 ? 'end' : ''].join(' ')
  const hasShape = (lateEnd - start) * stripPx >= SHAPE_PX
  const shape = phase === 'reserved' ? 'reserved' : phase === 'over' ? 'over' : side
  return (
    <>
      <span
        className="strip-bar"
        role="img"
        aria-label={sentence}
        title={sentence}
        data-side={side}
        data-phase={phase}
        data-confirmed={facts.confirmed}
        data-cut={cut}
        style={from(start, lateEnd)}
      >
        {lateEnd > end ? <span className="strip-late" style={from((end - start) / (lateEnd - start))} /> : null}
        <span className="strip-label">
          {hasShape ? <CustodyShape state={shape} hollow={!facts.confirmed} /> : null}
          {place === 'inside' ? <span className="strip-partner">{partner}</span> : null}
        </span>
      </span>
      {place === 'after' ? (
        <span className="strip-beside" aria-hidden="true" style={from(lateEnd, nextStart)}>
          {partner}
        </span>
      ) : null}
    </>
  )
}
