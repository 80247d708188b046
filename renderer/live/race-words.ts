import type { RaceAction } from '../../shared/records/race-action.ts'
import type { Say } from '../words/say.tsx'

const KNOWN = ['START', 'TIME', 'DNS', 'DNF', 'DSQ', 'PENALTY', 'NOTE'] as const

/** `Bib 12, time by hand`: what an entry says, without its time. Other programs may have kinds of their own. */
export function entryWords({ t }: Say, { kind, bib, note }: Pick<RaceAction, 'kind' | 'bib' | 'note'>): string {
  const known = KNOWN.find((one) => one === kind)
  const what = known === undefined ? kind : t(`live.kind.${known}`)
  const parts = [bib === undefined ? '' : t('live.bibIs', { bib }), what, note ?? '']
  return parts.filter((part) => part !== '').join(' · ')
}
