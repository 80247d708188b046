import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallArgs, CallResult } from '../../shared/desktop-api.ts'
import { type BoxId, lineSchema } from '../../shared/records/scalars.ts'
import { boxName } from '../devices/device-item.ts'
import { faultSentence } from '../give/use-give.ts'
import { useDerived, useOrganisationId, useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Select } from '../ui/select.tsx'
import { boxesForKeys } from './key-rows.ts'

export type MadeKey = Extract<CallResult<'createApiKey'>, { status: 'done' }>['key']
type Access = CallArgs<'createApiKey'>['access']

const ACCESSES: readonly Access[] = ['WRITE', 'READ', 'READ_WRITE']
const MAX_NAME = 60
const nameSchema = lineSchema(1, MAX_NAME)
/** No box: the whole organisation. */
const EVERYTHING = ''

export function CreateKeyForm({
  onMade,
  onCancel,
}: {
  readonly onMade: (key: MadeKey) => void
  readonly onCancel: () => void
}) {
  const { t } = useTranslation()
  const organisationId = useOrganisationId()
  const boxes = useDerived(['box'], (records) => boxesForKeys(records, organisationId), [organisationId])
  const [name, setName] = useState('')
  const [access, setAccess] = useState<Access>('WRITE')
  const [boxId, setBoxId] = useState<BoxId | typeof EVERYTHING>(EVERYTHING)
  const [tried, setTried] = useState(false)
  const { create, problem, busy } = useCreate(onMade)
  const parsed = nameSchema.safeParse(name)
  const submit = () => {
    setTried(true)
    if (!parsed.success || busy) return
    void create({ name: parsed.data, access, ...(boxId === EVERYTHING ? {} : { boxId }) })
  }
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field
        label={t('keys.name')}
        description={t('keys.nameHint')}
        autoComplete="off"
        autoFocus
        maxLength={MAX_NAME}
        value={name}
        onChange={setName}
        error={tried && !parsed.success ? t('keys.nameWrong') : undefined}
      />
      <Select<BoxId | typeof EVERYTHING>
        label={t('keys.scopeLabel')}
        description={t('keys.scopeHint')}
        options={[
          { value: EVERYTHING, label: t('keys.organisation') },
          ...boxes.map((box) => ({ value: box.id, label: boxName(box) })),
        ]}
        value={boxId}
        onChange={setBoxId}
      />
      <div className="role-choice">
        <RadioCards
          label={t('keys.accessLabel')}
          cards={ACCESSES.map((value) => ({
            value,
            label: t(`keys.access.${value}`),
            detail: t(`keys.accessWhat.${value}`),
          }))}
          value={access}
          onChange={setAccess}
        />
      </div>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {parsed.success ? t('keys.createDo', { name: parsed.data }) : t('keys.createDoEmpty')}
        </Button>
      </DialogButtons>
    </form>
  )
}

function useCreate(onMade: (key: MadeKey) => void) {
  const { core } = useTrackside()
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const create = async (args: CallArgs<'createApiKey'>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const result = await core.call('createApiKey', args)
      if (result.status === 'done') onMade(result.key)
      else setProblem(t(`keys.failed.${result.status}`))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }
  return { create, problem, busy }
}
