import { distanceMSchema } from '../../shared/records/event.ts'

/** Metres, from kilometres with point or comma; undefined where nothing was entered. */
export function readKm(typed: string): number | 'wrong' | undefined {
  const text = typed.trim().replace(',', '.')
  if (text === '') return undefined
  const metres = Math.round(Number(text) * 1000)
  return distanceMSchema.safeParse(metres).success ? metres : 'wrong'
}
