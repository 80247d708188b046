import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { notifyOutside } from '../shell/notify-outside.ts'
import { useNow, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { type AlarmAbout, alarmPlace, barAlarms, unseenAlarms } from './alarm-facts.ts'
import { AlarmStep } from './alarm-step.tsx'
import { alarmSentence } from './alarm-words.ts'
import { useAlarmSound } from './use-alarm-sound.ts'
import { useAcknowledge, useAlarmsAbout } from './use-alarms.ts'
import './alarm-bar.css'

const TEN_S_MS = 10_000
const MOST = 3
/** Three rows with two buttons each would leave nothing of a telephone. */
const MOST_NARROW = 1

/** Below the top bar on every screen while somebody has to look: worst first, in words, with the next step. */
export function AlarmBar() {
  const { t } = useSay()
  const alarms = useTracksideState((state) => state.alarms)
  const unseen = useMemo(() => unseenAlarms(alarms), [alarms])
  const isNarrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false })
  const [isOpen, setOpen] = useState(false)
  const { shown, more, canFold } = barAlarms(unseen, isNarrow ? MOST_NARROW : MOST, isOpen)
  const about = useAlarmsAbout(shown)
  const acknowledge = useAcknowledge()
  useAlarmSound(alarms)
  return (
    <div className="alarm-part" tabIndex={-1}>
      <Spoken />
      {unseen.length === 0 ? null : (
        <section className="alarm-bar" aria-label={t('alarms.label')}>
          <ul>
            {about.map((one) => (
              <AlarmRow key={one.alarm.id} about={one} onSeen={() => acknowledge(one.alarm.id)} />
            ))}
          </ul>
          {more === 0 && !canFold ? null : (
            <div className="alarm-more">
              <Button look="quiet" onClick={() => setOpen(!isOpen)}>
                {isOpen ? t('alarms.fewer') : t('alarms.more', { count: more })}
              </Button>
              {isOpen ? (
                <Button
                  look="quiet"
                  onClick={({ currentTarget }) => {
                    leave(currentTarget)
                    for (const { id } of unseen) acknowledge(id)
                    setOpen(false)
                  }}
                >
                  {t('alarms.seenAll', { count: unseen.length })}
                </Button>
              ) : null}
            </div>
          )}
        </section>
      )}
    </div>
  )
}

/** Its button goes: the focus waits at the next alarm, not on its button, which a key held down would press. */
function leave(button: HTMLElement): void {
  const row = button.closest('li')
  const next = row?.nextElementSibling ?? row?.previousElementSibling ?? button.closest('.alarm-part')
  if (next instanceof HTMLElement) next.focus()
}

function AlarmRow({ about, onSeen }: { readonly about: AlarmAbout; readonly onSeen: () => void }) {
  const say = useSay()
  const { t } = say
  const now = useNow(TEN_S_MS)
  const sentence = alarmSentence(say, about, now)
  return (
    <li className="alarm-row" tabIndex={-1}>
      <span className="alarm-sign" aria-hidden="true">
        ▲
      </span>
      <b className="alarm-words">{sentence}</b>
      <span className="alarm-acts">
        <AlarmStep about={about} />
        <Button
          aria-label={t('alarms.seenOf', { alarm: sentence })}
          onClick={({ currentTarget }) => {
            leave(currentTarget)
            onSeen()
          }}
        >
          {t('alarms.seen')}
        </Button>
      </span>
    </li>
  )
}

/** Each alarm is said once, to those who hear the screen and to those who look elsewhere; not again as its minutes pass. */
function Spoken() {
  const say = useSay()
  const now = useNow(TEN_S_MS)
  const alarms = useTracksideState((state) => state.alarms)
  const about = useAlarmsAbout(alarms)
  const said = useRef<ReadonlySet<string>>(new Set())
  const [words, setWords] = useState('')
  useEffect(() => {
    const fresh = about.filter(({ alarm }) => alarm.acknowledgedAt === undefined && !said.current.has(alarm.id))
    said.current = new Set([
      ...about.flatMap(({ alarm }) => (said.current.has(alarm.id) ? alarm.id : [])),
      ...fresh.map(({ alarm }) => alarm.id),
    ])
    if (fresh.length === 0) return
    const sentences = fresh.map((one) => ({ place: alarmPlace(one), sentence: alarmSentence(say, one, now) }))
    setWords(sentences.map(({ sentence }) => sentence).join('. '))
    for (const { place, sentence } of sentences) notifyOutside(sentence, place.screen, place.id)
  }, [about, say, now])
  return (
    <div className="visually-hidden" aria-live="assertive" aria-atomic="true">
      {words}
    </div>
  )
}
