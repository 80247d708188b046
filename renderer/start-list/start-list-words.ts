import type { StartListProblem } from '../../shared/desktop-start-list.ts'
import { grouped } from '../words/count.ts'
import type { Say } from '../words/say.tsx'

interface Counts {
  readonly total: number
  readonly chips: number
}

/** `1,204 entries` and `1,310 chips`, for a sentence. */
export function countWords(say: Say, { total, chips }: Counts): { readonly entries: string; readonly chips: string } {
  const { t } = say
  return {
    entries: t('startList.entries', { count: total, number: grouped(say, total) }),
    chips: t('startList.chips', { count: chips, number: grouped(say, chips) }),
  }
}

/** A sentence has what its problem has; none of the others’ names is in it. */
const OF_OTHERS = { text: '', bib: '', name: '', chip: '', bearer: '' }

/** `Line 4: no bib` */
export function problemWords({ t }: Say, problem: StartListProblem): string {
  const said = t(`startList.lineProblem.${problem.code}`, { ...OF_OTHERS, ...problem })
  return t('startList.leftOutLine', { line: problem.line, problem: said })
}
