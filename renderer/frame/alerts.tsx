import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import type { Alert } from '../../shared/desktop-api.ts'
import type { Card } from '../../shared/desktop-cards.ts'
import type { Loan } from '../../shared/records/loan.ts'
import type { Records } from '../../shared/state.ts'
import { endingSentences, shareEndedSentences } from '../attention/card-facts.ts'
import { tellAlert } from '../give/toasts.tsx'
import { goTo } from '../router.ts'
import { notifyOutside } from '../shell/notify-outside.ts'
import type { TracksideStore } from '../store.ts'
import { useTrackside } from '../trackside.tsx'
import { commandSentence } from '../words/command-sentence.ts'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'

/** Says once what the core says once (L14), in the window and outside of it, and leads to its record. */
export function Alerts() {
  const { core, store } = useTrackside()
  const say = useSay()
  useEffect(
    () =>
      core.onPush((push) => {
        if (push.push === 'alert') tell(say, store, push.alert)
      }),
    [core, store, say],
  )
  return null
}

function tell(say: Say, store: TracksideStore, alert: Alert): void {
  const { t, time, now } = say
  const { records, cards } = store.getState()
  if (alert.kind === 'card') {
    const card = cards.find(({ id }) => id === alert.cardId)
    sayOnce(t, card ? cardWords(say, records, card) : t('alert.card'), 'attention', alert.cardId)
    return
  }
  const ids = alert.kind === 'borrowed' ? alert.loanIds : [alert.loanId]
  const loans = ids.flatMap((id) => records.get('loan', id) ?? [])
  const [first] = loans
  if (first === undefined) return
  const end = time.short(first.endsAt, now)
  const serials = loans.map(({ boxSerial }) => boxSerial)
  const said =
    alert.kind === 'borrowed'
      ? t('alert.borrowed', { count: loans.length, boxes: serialsText(say, serials), end })
      : t(`alert.${alert.level}`, { box: loanBoxName(first), end })
  sayOnce(t, said, 'devices', first.boxId)
}

function sayOnce(t: TFunction, said: string, screen: string, id: string): void {
  tellAlert(t, said, () => goTo(screen, id))
  notifyOutside(said, screen, id)
}

function cardWords(say: Say, records: Records, card: Card): string {
  if (card.kind === 'ending') return endingSentences(say, card.entry)[0]
  if (card.kind === 'share-ended') return shareEndedSentences(say, card)[0]
  return say.t('alert.refused', { sentence: commandSentence(say, records, card.command, card) })
}

function loanBoxName(loan: Loan): string {
  return loan.boxAlias === '' ? loan.boxSerial : `${loan.boxAlias} (${loan.boxSerial})`
}
