import { Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { LeftOut } from './ticked-facts.ts'

/** `3 of 5 stay out: they are borrowed …`, a sentence for each reason. */
export function leftOutLines(say: Say, fit: number, leftOut: readonly LeftOut[]): readonly string[] {
  const total = leftOut.reduce((sum, { serials }) => sum + serials.length, fit)
  return leftOut.map(({ reason, serials }) =>
    say.t(`devices.leftOut.${reason}`, { count: serials.length, total, boxes: serialsText(say, serials) }),
  )
}

/** Before an act with several boxes: which stay out of it, and why. `fit`: how many don't. */
export function LeftOutNotice({ fit, leftOut }: { readonly fit: number; readonly leftOut: readonly LeftOut[] }) {
  const say = useSay()
  if (leftOut.length === 0) return null
  return (
    <Notice>
      <ul>
        {leftOutLines(say, fit, leftOut).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  )
}
