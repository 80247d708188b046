import { useEffect, useState } from 'react'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { Validity } from '../../shared/records/loan.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { type Say, useSay } from '../words/say.tsx'

export type LendingTerms = CallResult<'lendingTerms'>

/** What a ticket made now could last; asked again when the connection comes or goes. Undefined until it is known. */
export function useLendingTerms(): LendingTerms | undefined {
  const { core } = useTrackside()
  const connection = useTracksideState((state) => state.status?.connection)
  const certificateUntil = useTracksideState((state) => state.status?.signing?.certificateUntil)
  const [terms, setTerms] = useState<LendingTerms>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: with either of them, the answer may be another one
  useEffect(() => {
    let isCurrent = true
    core.call('lendingTerms', {}).then(
      (known) => {
        if (isCurrent) setTerms(known)
      },
      // Without the answer nothing is disabled: the short code can be lent for any time.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [core, connection, certificateUntil])
  return terms
}

/**
 * Why a validity can't be chosen: offline, one whose QR code this laptop can't sign. Where it can sign none, lending by the
 * short code goes on (F2), and a notice says so.
 */
export function whyNotValidity(say: Say, terms: LendingTerms | undefined, isOffline: boolean, validity: Validity) {
  if (terms === undefined || !isOffline || isNoneFit(terms)) return undefined
  if (terms.validities.find((one) => one.validity === validity)?.fits !== false) return undefined
  return needsInternet(say, terms, validity)
}

export function isNoneFit({ validities }: LendingTerms): boolean {
  return validities.every(({ fits }) => !fits)
}

/** "15 days needs internet: this laptop last saw the cloud 17 d ago" */
function needsInternet({ t, time, now }: Say, { lastSyncedAt }: LendingTerms, validity: Validity): string {
  const words = { validity: t(`lend.validity.${validity}`) }
  if (lastSyncedAt === undefined) return t('lend.needsInternetNever', words)
  return t('lend.needsInternet', { ...words, ago: time.relative(lastSyncedAt, now) })
}

/** What to know of the QR code before lending; undefined where all is well. */
export function useTicketNotice(terms: LendingTerms | undefined, validity: Validity): string | undefined {
  const { t } = useSay()
  if (terms === undefined) return undefined
  if (isNoneFit(terms)) return t('lend.noTicketAtAll')
  const fits = terms.validities.find((one) => one.validity === validity)?.fits
  return fits === false ? t('lend.noTicketFor', { validity: t(`lend.validity.${validity}`) }) : undefined
}
