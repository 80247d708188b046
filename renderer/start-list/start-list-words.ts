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
