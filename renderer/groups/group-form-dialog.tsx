import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group } from '../../shared/records/group.ts'
import { groupCategorySchema, groupNameSchema } from '../../shared/records/group.ts'
import { type GroupId, groupIdSchema } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import '../ui/chips.css'

/** G1: a new group, at the top or inside another. */
export function CreateGroupDialog({
  parentId,
  onCreated,
  onClose,
}: {
  readonly parentId: GroupId | null
  readonly onCreated: (groupId: GroupId) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const parent = useRecord('group', parentId ?? undefined)
  const create = async (fields: GroupFields) => {
    const groupId = groupIdSchema.parse(crypto.randomUUID())
    const done = await give([{ type: 'createGroup', args: { groupId, parentId, ...fields } }], {
      said: t('groups.form.created', { group: fields.name }),
      undo: [{ type: 'deleteGroup', args: { groupId } }],
    })
    if (!done) return
    onClose()
    onCreated(groupId)
  }
  return (
    <GroupForm
      title={parent === undefined ? t('groups.form.create') : t('groups.form.createIn', { parent: parent.name })}
      before={{ name: '', category: '' }}
      act={(name) => (name === '' ? t('groups.form.doCreateEmpty') : t('groups.form.doCreate', { group: name }))}
      problem={problem}
      busy={busy}
      onSubmit={(fields) => void create(fields)}
      onClose={onClose}
    />
  )
}

export function EditGroupDialog({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { give, problem, busy } = useGive()
  const before = { name: group.name, category: group.category }
  const edit = async (fields: GroupFields) => {
    const change = (to: GroupFields) => [{ type: 'editGroup', args: { groupId: group.id, ...to } }] as const
    const said = t('groups.form.edited', { group: fields.name })
    if (await give(change(fields), { said, undo: change(before) })) onClose()
  }
  return (
    <GroupForm
      title={t('groups.form.edit', { group: group.name })}
      before={before}
      act={(name) => t('groups.form.doEdit', { group: name === '' ? group.name : name })}
      problem={problem}
      busy={busy}
      onSubmit={(fields) => void edit(fields)}
      onClose={onClose}
    />
  )
}

interface GroupFields {
  readonly name: string
  readonly category: string
}

function GroupForm({
  title,
  before,
  act,
  problem,
  busy,
  onSubmit,
  onClose,
}: {
  readonly title: string
  readonly before: GroupFields
  readonly act: (name: string) => string
  readonly problem: string | undefined
  readonly busy: boolean
  readonly onSubmit: (fields: GroupFields) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState(before.name)
  const [category, setCategory] = useState(before.category)
  const [tried, setTried] = useState(false)
  const suggestions = useCategories()
  const named = groupNameSchema.safeParse(name)
  const categorised = groupCategorySchema.safeParse(category)
  const submit = () => {
    setTried(true)
    if (named.success && categorised.success) onSubmit({ name: named.data, category: categorised.data })
  }
  return (
    <Dialog title={title} opened onClose={onClose}>
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field
          label={t('groups.form.name')}
          description={t('groups.form.nameHint')}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
          error={tried && !named.success ? t('groups.form.nameMissing') : undefined}
        />
        <Field
          label={t('groups.form.category')}
          description={t('groups.form.categoryHint')}
          value={category}
          onChange={setCategory}
          maxLength={30}
        />
        <fieldset className="chips">
          <legend className="visually-hidden">{t('groups.form.suggestions')}</legend>
          {suggestions.map((suggestion) => (
            <button
              key={suggestion}
              type="button"
              className="chip"
              aria-pressed={suggestion === category.trim()}
              onClick={() => setCategory(suggestion === category.trim() ? '' : suggestion)}
            >
              {suggestion}
            </button>
          ))}
        </fieldset>
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {act(name.trim())}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

const SUGGESTED = 8

/** The usual words, and those that are in use here. */
function useCategories(): readonly string[] {
  const { t } = useTranslation()
  const used = useDerived(['group'], (records) => [...records.all('group')].map(({ category }) => category))
  const usual = [t('groups.form.region'), t('groups.form.depot'), t('groups.form.kit')]
  return [...new Set([...usual, ...used.filter((category) => category !== '').toSorted()])].slice(0, SUGGESTED)
}
