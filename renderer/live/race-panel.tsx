import { useEffect, useMemo, useRef, useState } from 'react'
import type { RaceEntry } from '../../shared/rules/race-entries.ts'
import { type AskedAct, AskToGive } from '../give/ask-to-give.tsx'
import { useWhyNot } from '../give/use-why-not.ts'
import { useNow } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { BibDialog } from './bib-dialog.tsx'
import { BibForm } from './bib-form.tsx'
import { crossOutCommands, otherBibCommands, recordCommand, restoreCommands } from './hand-times.ts'
import { createMomentFormat } from './moment-format.ts'
import { type RaceAct, RaceActForm } from './race-act-form.tsx'
import { type EntryActs, RaceEntryList } from './race-entry-list.tsx'
import { RaceKeyButtons, TakeTimeButton } from './race-key-buttons.tsx'
import { entryWords } from './race-words.ts'
import type { RaceBook } from './use-race-book.ts'
import { type RaceKey, useRaceKeys } from './use-race-keys.ts'
import { useTrustedTime } from './use-trusted-time.ts'

const newId = () => crypto.randomUUID()

/** R4: what people record in a race, keyboard first. It works without any box, and offline. */
export function RacePanel({
  book,
  canRecord,
  keysOn,
  onKeysOn,
  onUse,
}: {
  readonly book: RaceBook
  readonly canRecord: boolean
  readonly keysOn: boolean
  readonly onKeysOn: (isOn: boolean) => void
  /** A key was used: what lies over this panel gives way. */
  readonly onUse: () => void
}) {
  const say = useSay()
  const { t, locale, time } = say
  const moment = useMemo(() => createMomentFormat(locale, time.zone, 1), [locale, time.zone])
  const trusted = useTrustedTime()
  const whyNot = useWhyNot('timing.run')
  const bibRef = useRef<HTMLInputElement>(null)
  const [act, setAct] = useState<RaceAct>()
  const [asked, setAsked] = useState<AskedAct>()
  const [picked, setPicked] = useState<string>()
  const [forBib, setForBib] = useState<RaceEntry>()
  const [bib, setBib] = useState('')
  // Counts when the bib field is wanted.
  const [wanted, setWanted] = useState(0)
  // After this part is on screen, where it wasn't.
  useEffect(() => {
    if (wanted > 0) bibRef.current?.focus()
  }, [wanted])
  const { place, open, guns, record } = book
  const current = open.find(({ id }) => id === picked) ?? open[0]

  const takeTime = (pressedAtMs: number) => {
    setAct(undefined)
    book.takeTime(trusted(pressedAtMs))
    setWanted((count) => count + 1)
  }
  const fireGun = (at: string) => {
    const command = recordCommand({ ...place, checkpointId: undefined }, { id: newId(), kind: 'START', at })
    const before = guns[0]
    if (before === undefined) return void record([command])
    setAsked({
      title: t('live.gunTitle', { race: book.race.race.name }),
      lines: [t('live.gunBefore', { time: moment(before.at) }), t('live.gunNow', { time: moment(at) })],
      act: t('live.gunDo'),
      commands: [command],
      said: t('live.gunSaid', { time: moment(at) }),
    })
  }
  const onKey = (key: RaceKey, pressedAtMs: number) => {
    onUse()
    if (key === 'TIME') takeTime(pressedAtMs)
    else if (key === 'START') fireGun(trusted(pressedAtMs))
    else setAct({ kind: key, at: trusted(pressedAtMs) })
  }
  const onDigit = (digit: string) => {
    onUse()
    setAct(undefined)
    setBib((typed) => `${typed}${digit}`)
    setWanted((count) => count + 1)
  }
  useRaceKeys(canRecord && keysOn, { onKey, onDigit })

  const acts: EntryActs = {
    onCrossOut: (entry) => setAsked(askToCrossOut(say, entry, moment, trusted())),
    onRestore: (entry) => void record(restoreCommands(entry, trusted(), newId)),
    onBib: setForBib,
  }
  return (
    <aside className="inspector live-race" aria-label={t('live.byHand')}>
      <div className="live-race-head">
        <h2>{t('live.byHand')}</h2>
        <Clock moment={moment} />
      </div>
      <PlaceChips book={book} />
      {canRecord ? (
        <>
          <TakeTimeButton keysOn={keysOn} onTake={takeTime} />
          <BibForm
            fieldRef={bibRef}
            eventId={book.race.race.eventId}
            text={bib}
            onText={setBib}
            open={open}
            current={current}
            moment={moment}
            onPick={({ id }) => setPicked(id)}
            onBib={book.giveBib}
            onBibNow={(given, atMs) =>
              void record([recordCommand(place, { id: newId(), kind: 'TIME', at: trusted(atMs), bib: given })])
            }
            onTime={takeTime}
          />
          <RaceKeyButtons keysOn={keysOn} onKeysOn={onKeysOn} onKey={onKey} />
        </>
      ) : (
        <Notice>{whyNot ?? t('live.archivedWhy')}</Notice>
      )}
      {act === undefined ? null : (
        <RaceActForm
          key={`${act.kind} ${act.at}`}
          act={act}
          onSave={(fields) => {
            setAct(undefined)
            void record([recordCommand({ ...place, checkpointId: undefined }, { id: newId(), ...act, ...fields })])
          }}
          onClose={() => setAct(undefined)}
        />
      )}
      <Unsaved book={book} />
      <section aria-label={t('live.entries')} className="live-entries-part">
        <h3>{t('live.entriesOf', { race: book.race.race.name })}</h3>
        <RaceEntryList entries={book.entries} moment={moment} acts={canRecord ? acts : undefined} />
      </section>
      <AskToGive asked={asked} onClose={() => setAsked(undefined)} />
      {forBib === undefined ? null : (
        <BibDialog
          title={t('live.bibFor', { time: moment(forBib.action.at) })}
          onSave={(bib) => record(otherBibCommands(forBib, bib, trusted(), newId))}
          onClose={() => setForBib(undefined)}
        />
      )}
    </aside>
  )
}

/** The clock by which times by hand are taken. */
function Clock({ moment }: { readonly moment: (at: string) => string }) {
  const { t } = useSay()
  const now = useNow(1000)
  return (
    <span className="live-clock" role="timer" aria-live="off" aria-label={t('live.clock')}>
      {moment(now).slice(0, 8)}
    </span>
  )
}

function PlaceChips({ book: { races, race, place, choose } }: { readonly book: RaceBook }) {
  const { t } = useSay()
  return (
    <>
      {races.length < 2 ? null : (
        <Chips
          label={t('live.race')}
          chips={races.map((one) => ({ id: one.race.id as string, label: one.race.name }))}
          value={race.race.id as string}
          onChange={(raceId) => choose({ raceId })}
        />
      )}
      {race.checkpoints.length === 0 ? null : (
        <Chips
          label={t('live.checkpoint')}
          chips={race.checkpoints.map(({ checkpoint: { id, name } }) => ({ id: id as string, label: name }))}
          value={place.checkpointId as string}
          onChange={(checkpointId) => choose({ raceId: race.race.id, checkpointId })}
        />
      )}
    </>
  )
}

/** F5: a time that was taken isn't lost where it couldn't be saved at once. */
function Unsaved({ book: { unsaved, problem, saveAgain } }: { readonly book: RaceBook }) {
  const { t } = useSay()
  if (problem === undefined && unsaved.length === 0) return null
  const action =
    unsaved.length === 0 ? null : (
      <Button onClick={() => void saveAgain()}>{t('live.saveAgain', { count: unsaved.length })}</Button>
    )
  return <InlineError action={action}>{problem ?? t('live.unsaved', { count: unsaved.length })}</InlineError>
}

function askToCrossOut(
  say: ReturnType<typeof useSay>,
  entry: RaceEntry,
  moment: (at: string) => string,
  at: string,
): AskedAct {
  const { t } = say
  return {
    title: t('live.crossOutTitle'),
    lines: [`${moment(entry.action.at)} ${entryWords(say, entry.action)}`, t('live.crossOutWhy')],
    act: t('live.crossOut'),
    commands: crossOutCommands(entry, at, newId),
    said: t('live.crossOutSaid'),
  }
}
