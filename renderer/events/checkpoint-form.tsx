import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Checkpoint, checkpointNameSchema, type Race } from '../../shared/records/event.ts'
import { checkpointIdSchema } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { Chips } from '../ui/chips.tsx'
import { Field } from '../ui/field.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { FormButtons } from './form-buttons.tsx'
import { readKm } from './read-km.ts'

const KINDS = ['START', 'INTERMEDIATE', 'FINISH'] as const

/** Adds checkpoints to a race, one after the other; or changes one. */
export function CheckpointForm({
  race,
  checkpoint,
  onClose,
}: {
  readonly race: Race
  readonly checkpoint: Checkpoint | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const nameRef = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(checkpoint?.name ?? '')
  const [kind, setKind] = useState(checkpoint?.kind ?? 'INTERMEDIATE')
  const [km, setKm] = useState(checkpoint?.distanceM === undefined ? '' : String(checkpoint.distanceM / 1000))
  const distance = readKm(km)
  const ready = checkpointNameSchema.safeParse(name).success && distance !== 'wrong'
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!ready) return
    const fields = { name: name.trim(), kind, distanceM: distance }
    if (checkpoint !== undefined) {
      const edit = ({
        distanceM,
        ...named
      }: {
        name: string
        kind: Checkpoint['kind']
        distanceM: number | undefined
      }) => ({
        type: 'editCheckpoint' as const,
        args: { checkpointId: checkpoint.id, ...named, distanceM: distanceM ?? null },
      })
      const before = { name: checkpoint.name, kind: checkpoint.kind, distanceM: checkpoint.distanceM }
      const said = t('events.saved', { name: fields.name })
      if (await give([edit(fields)], { said, undo: [edit(before)] })) onClose()
      return
    }
    if (!(await add(fields))) return
    setName('')
    setKm('')
    nameRef.current?.focus()
  }
  const add = ({ distanceM, ...named }: { name: string; kind: Checkpoint['kind']; distanceM: number | undefined }) => {
    const checkpointId = checkpointIdSchema.parse(crypto.randomUUID())
    const args = { checkpointId, raceId: race.id, ...named, ...(distanceM === undefined ? {} : { distanceM }) }
    return give([{ type: 'createCheckpoint', args }], {
      said: t('events.checkpointAdded', { checkpoint: named.name }),
      undo: [{ type: 'deleteCheckpoint', args: { checkpointId } }],
    })
  }
  const title = checkpoint === undefined ? t('events.checkpointTitle', { race: race.name }) : t('events.editCheckpoint')
  return (
    <Inspector title={title} name={title} onClose={onClose}>
      <form className="event-form" onSubmit={(submitted) => void save(submitted)}>
        <Field
          ref={nameRef}
          label={t('events.name')}
          value={name}
          onChange={setName}
          placeholder="KM 5"
          autoFocus
          required
          maxLength={60}
        />
        <Chips
          label={t('events.kind')}
          chips={KINDS.map((id) => ({ id, label: t(`events.kinds.${id}`) }))}
          value={kind}
          onChange={setKind}
        />
        <Field
          label={t('events.distance')}
          description={t('events.distanceWhy')}
          value={km}
          onChange={setKm}
          error={distance === 'wrong' ? t('events.distanceWrong') : undefined}
        />
        <FormButtons
          act={t(checkpoint === undefined ? 'events.addCheckpoint' : 'action.save')}
          ready={ready}
          busy={busy}
          problem={problem}
          onCancel={onClose}
        />
      </form>
    </Inspector>
  )
}
