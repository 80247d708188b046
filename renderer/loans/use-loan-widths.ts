import { useMemo } from 'react'
import { custodyWords } from '../custody/custody-words.ts'
import { useTextWidth } from '../ui/use-text-width.ts'
import { useSay } from '../words/say.tsx'
import { longestActs } from './loan-acts.tsx'
import type { LoanRow } from './loan-rows.ts'

/** The shape beside the words, in em. */
const SHAPE_EM = 1.9
const SECOND_LINE = 0.86
/** A row's button has smaller text, so that two lines of it have room. */
const ACT_TEXT = 0.93
/** A button's edges, and the menu beside it. */
const BUTTON_EM = 5.6
const LEAST_EM = { custody: 17, partner: 7, acts: 9 }
/** A date among the widest. */
const WIDE_DATE = '2030-09-28T20:48:00.000Z'

/** How wide the columns are whose words are never cut off, in em of the list's text. */
export function useLoanWidths(rows: readonly LoanRow[]) {
  const say = useSay()
  const widthOf = useTextWidth()
  const { t, time } = say
  return useMemo(() => {
    const widest = (least: number, texts: readonly string[]) => Math.max(least, ...texts.map(widthOf))
    const until = t('custody.until', { end: time.long(WIDE_DATE, WIDE_DATE) })
    const left = t('time.days', { count: 88 })
    // One of each kind: a thousand loans have few partners.
    const kinds = new Map(
      rows.map(({ facts }) => [`${facts.state} ${facts.confirmed} ${facts.partner ?? ''}`, facts] as const),
    )
    const tags = [...kinds.values()].map(({ loan: _, ...facts }) => {
      const { lead, line, addressed, unconfirmedShort } = custodyWords({ ...say, now: WIDE_DATE }, facts)
      const below = [line?.below ?? addressed, until, left, unconfirmedShort].filter((part) => part !== '').join(' · ')
      return Math.max(widthOf(line?.lead ?? lead), widthOf(below) * SECOND_LINE)
    })
    return {
      custody: rounded(Math.max(LEAST_EM.custody, SHAPE_EM + Math.max(0, ...tags))),
      partner: rounded(
        widest(LEAST_EM.partner, [t('custody.anyone'), ...rows.map(({ facts }) => facts.partner ?? '')]),
      ),
      acts: rounded(BUTTON_EM + widest(LEAST_EM.acts, longestActs(t, rows)) * ACT_TEXT),
      actsInTwoLines: rounded(
        BUTTON_EM +
          Math.max(LEAST_EM.acts / 2, ...longestActs(t, rows).map((text) => twoLines(text, widthOf))) * ACT_TEXT,
      ),
    }
  }, [rows, say, t, time, widthOf])
}

/** How wide a text is where its words stand in two lines. */
export function twoLines(text: string, widthOf: (text: string) => number): number {
  const words = text.split(' ')
  const widths = words.map((_, index) =>
    Math.max(widthOf(words.slice(0, index).join(' ')), widthOf(words.slice(index).join(' '))),
  )
  return Math.min(...widths)
}

/** Up, so that a little change of words doesn't move every column. */
function rounded(em: number): number {
  return Math.ceil(em * 2) / 2
}
