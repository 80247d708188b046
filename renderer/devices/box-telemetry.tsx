import { useEffect, useId, useState } from 'react'
import type { Telemetry } from '../../shared/cloud-api.ts'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { useTelemetry, useTrackside } from '../trackside.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Facts } from '../ui/facts.tsx'
import { useSay } from '../words/say.tsx'
import { batteryPaths, batterySpan, batteryValues } from './battery-line.ts'
import { hasNoContact } from './device-item.ts'
import { batteryDayWords, positionText, telemetryFacts } from './telemetry-words.ts'
import './box-telemetry.css'

/** What the box last said of itself, how old that is, and its battery over the last day. */
export function BoxTelemetry({ boxId }: { readonly boxId: BoxId }) {
  const say = useSay()
  const { t, time, now } = say
  const telemetry = useTelemetry(boxId)
  const headId = useId()
  if (telemetry === undefined) return null
  const { receivedAt } = telemetry
  const position = positionText(telemetry)
  return (
    <section className="box-telemetry" aria-labelledby={headId}>
      <h3 id={headId}>{t('box.said')}</h3>
      {hasNoContact(telemetry, now) ? (
        <p className="box-telemetry-old">
          {t('box.saidOld', { age: time.duration(receivedAt, now), when: time.past(receivedAt, now) })}
        </p>
      ) : null}
      <Facts
        facts={[
          ...telemetryFacts(say, telemetry),
          [
            t('box.position'),
            position && (
              <span className="box-telemetry-position" key="position">
                <span className="mono">{position}</span>
                <CopyButton text={position} label={t('box.positionCopy')} />
              </span>
            ),
          ],
        ]}
      />
      <BatteryHistory telemetry={telemetry} />
    </section>
  )
}

const SIZE = { width: 320, height: 56 }
/** The core keeps one value in so long: asked more often, nothing is new. */
const HISTORY_STEP_MS = 5 * 60_000

/** A line for who sees it, a sentence for everybody. */
function BatteryHistory({ telemetry: { boxId, receivedAt } }: { readonly telemetry: Telemetry }) {
  const say = useSay()
  const history = useTelemetryHistory(boxId, receivedAt)
  const values = batteryValues(history, say.now)
  const span = batterySpan(values)
  if (span === undefined) return null
  const told = batteryDayWords(say, span)
  return (
    <figure className="box-battery">
      <svg viewBox={`-2 -2 ${SIZE.width + 4} ${SIZE.height + 4}`} role="img" aria-label={told}>
        <path className="box-battery-frame" d={`M0 0H${SIZE.width}M0 ${SIZE.height}H${SIZE.width}`} />
        {batteryPaths(values, say.now, SIZE).map((path) => (
          <path key={path} className="box-battery-line" d={path} />
        ))}
      </svg>
      <figcaption className="small">{told}</figcaption>
    </figure>
  )
}

function useTelemetryHistory(boxId: BoxId, receivedAt: string): CallResult<'telemetryHistory'>['values'] {
  const { core } = useTrackside()
  const [values, setValues] = useState<CallResult<'telemetryHistory'>['values']>([])
  const step = Math.floor(Date.parse(receivedAt) / HISTORY_STEP_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: later telemetry makes a longer history
  useEffect(() => {
    let current = true
    core.call('telemetryHistory', { boxId }).then(
      (history) => {
        if (current) setValues(history.values)
      },
      // It is a help, not the matter: without it the facts stand alone.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [core, boxId, step])
  return values
}
