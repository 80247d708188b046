import { Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, eventDateSchema, eventNameSchema } from '../../shared/records/event.ts'
import { eventIdSchema } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { goTo } from '../router.ts'
import { Field } from '../ui/field.tsx'
import { Inspector } from '../ui/inspector.tsx'
import { computerZone, dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'
import { FormButtons } from './form-buttons.tsx'

/** Creates an event, or changes one. The day stands in words too: how the field writes it is up to the computer. */
export function EventForm({ event, onClose }: { readonly event?: Event; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { now, time } = useSay()
  const { give, problem, busy } = useGive()
  const [name, setName] = useState(event?.name ?? '')
  const [date, setDate] = useState(event?.date ?? dateIn(computerZone(), now))
  const [timeZone, setTimeZone] = useState(event?.timeZone ?? computerZone())
  const ready = eventNameSchema.safeParse(name).success && eventDateSchema.safeParse(date).success
  const save = async (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!ready) return
    const fields = { name: name.trim(), date, timeZone }
    if (event === undefined) {
      const eventId = eventIdSchema.parse(crypto.randomUUID())
      if (await give([{ type: 'createEvent', args: { eventId, ...fields } }])) goTo('events', eventId)
      return
    }
    const before = { eventId: event.id, name: event.name, date: event.date, timeZone: event.timeZone }
    const saved = await give([{ type: 'editEvent', args: { eventId: event.id, ...fields } }], {
      said: t('events.saved', { name: fields.name }),
      undo: [{ type: 'editEvent', args: before }],
    })
    if (saved) onClose()
  }
  const title = t(event === undefined ? 'events.createTitle' : 'events.edit')
  return (
    <Inspector title={title} name={title} onClose={onClose}>
      <form className="event-form" onSubmit={(submitted) => void save(submitted)}>
        <Field label={t('events.name')} value={name} onChange={setName} autoFocus required maxLength={80} />
        <Field
          label={t('events.day')}
          description={eventDateSchema.safeParse(date).success ? time.day(date, now) : undefined}
          kind="date"
          value={date}
          onChange={setDate}
          required
        />
        <Select
          label={t('events.timeZone')}
          description={t('events.timeZoneWhy')}
          data={TIME_ZONES}
          value={timeZone}
          onChange={(chosen) => setTimeZone(chosen ?? timeZone)}
          searchable
          limit={40}
          allowDeselect={false}
          comboboxProps={{ transitionProps: { duration: 0 } }}
          classNames={{
            label: 'field-label',
            description: 'field-description',
            input: 'field-input',
            dropdown: 'menu',
            option: 'menu-item',
          }}
        />
        <FormButtons
          act={t(event === undefined ? 'events.create' : 'action.save')}
          ready={ready}
          busy={busy}
          problem={problem}
          onCancel={onClose}
        />
      </form>
    </Inspector>
  )
}

const TIME_ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), computerZone(), 'UTC'])]
