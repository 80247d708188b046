import { useState } from 'react'
import type { Address } from '../../shared/desktop-live.ts'
import { Field } from '../ui/field.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { useSay } from '../words/say.tsx'
import { readAddress, USUAL_PORT } from './read-address.ts'
import type { KnownAddress } from './use-known-addresses.ts'

const MOST_KNOWN = 3

export interface AddressChoice {
  readonly way: string
  readonly setWay: (way: string) => void
  readonly host: string
  readonly setHost: (host: string) => void
  readonly port: string
  readonly setPort: (port: string) => void
  /** Undefined: without connection, or `isWrong`. */
  readonly address: Address | undefined
  readonly isWrong: boolean
  readonly known: readonly KnownAddress[]
}

/** Where a box is: a known address, the latest first, another one, or none. */
export function useAddressChoice(known: readonly KnownAddress[], otherwise: 'other' | 'cloud'): AddressChoice {
  const [chosen, setWay] = useState<string>()
  const [host, setHost] = useState('')
  const [port, setPort] = useState(USUAL_PORT)
  const way = chosen ?? (known.length > 0 ? '0' : otherwise)
  const found = way === 'other' ? readAddress(host, port) : known[Number(way)]
  const address = found && { host: found.host, port: found.port }
  return { way, setWay, host, setHost, port, setPort, address, isWrong: way === 'other' && !address, known }
}

export function AddressFields({
  choice,
  label,
  withoutWhy,
  isPressed,
  focus,
}: {
  readonly choice: AddressChoice
  readonly label: string
  /** What it means to do without a connection; undefined: that can't be chosen. */
  readonly withoutWhy: string | undefined
  readonly isPressed: boolean
  readonly focus: boolean
}) {
  const { t, time, now } = useSay()
  const { known, way, setWay, host, setHost, port, setPort, isWrong } = choice
  const cards = [
    ...known.slice(0, MOST_KNOWN).map((one, index) => ({
      value: String(index),
      label: `${one.host}:${one.port}`,
      detail: t('live.reachedAt', { at: time.past(one.reachedAt, now) }),
    })),
    { value: 'other', label: t('live.otherAddress'), detail: t('live.otherAddressWhy') },
    ...(withoutWhy === undefined ? [] : [{ value: 'cloud', label: t('live.noAddress'), detail: withoutWhy }]),
  ]
  return (
    <>
      {cards.length > 1 ? <RadioCards label={label} cards={cards} value={way} onChange={setWay} /> : null}
      {way === 'other' ? (
        <div className="live-address">
          <Field
            label={t('live.host')}
            description={t('live.hostWhy')}
            placeholder="192.168.1.20"
            value={host}
            onChange={setHost}
            error={isPressed && isWrong ? t('live.addressWrong') : undefined}
            autoFocus={focus}
            mono
          />
          <Field label={t('live.port')} value={port} onChange={setPort} maxLength={5} mono />
        </div>
      ) : null}
    </>
  )
}
