import type { Rescue } from '../../shared/desktop-api.ts'
import type { Say } from '../words/say.tsx'

/** F5: what became of a damaged file: what was rescued, what wasn't and what to do, where it is. */
export function rescueSentences(
  { t }: Pick<Say, 't'>,
  { commands, passings, lost, keptAs }: Rescue,
): readonly string[] {
  const said: string[] = []
  if (commands > 0) said.push(t('rescue.commands', { count: commands }))
  if (passings > 0) said.push(t('rescue.passings', { count: passings }))
  if (lost.length === 0) said.push(t('rescue.whole'))
  for (const what of lost) said.push(t(`rescue.lost.${what}`, { fetch: t('live.fetch') }))
  return [...said, t('rescue.keptAs', { path: keptAs })]
}
