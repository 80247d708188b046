import { grouped as groupedIn } from '../ui/grouped.ts'
import type { Say } from './say.tsx'

/** `1,204` */
export function grouped({ locale }: Pick<Say, 'locale'>, count: number): string {
  return groupedIn(locale, count)
}
