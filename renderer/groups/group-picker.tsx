import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { folded, matches } from '../words/search.ts'
import './group-picker.css'

/** Where something can go: a group, no group or the top (`null`), or a group yet to be made. */
export interface PickerOption {
  readonly id: string | null
  readonly label: string
  /** Beside the label: that it is there already, or shared with whom. */
  readonly detail?: string
  readonly whyNot?: string
}

const SHOWN = 100

/** One group of many: typing narrows the list, arrows move through it, Enter takes what is marked. */
export function GroupPicker({
  label,
  options,
  createLabel,
  value,
  onChange,
  onDone,
}: {
  readonly label: string
  readonly options: readonly PickerOption[]
  /** Offers what was typed as a new group, where it fits none by whole name. */
  readonly createLabel?: (name: string) => string
  readonly value: PickedGroup | undefined
  readonly onChange: (value: PickedGroup | undefined) => void
  readonly onDone: () => void
}) {
  const { t } = useTranslation()
  const listId = useId()
  const [query, setQuery] = useState('')
  const found = pickable(options, query, createLabel)
  const shown = found.slice(0, SHOWN)
  const at = shown.findIndex((option) => isPicked(option, value))
  const pick = (option: Pickable | undefined) => {
    if (option !== undefined && option.whyNot === undefined) onChange(option.picked)
  }
  const move = (step: 1 | -1) => {
    let index = at + step
    while (shown[index]?.whyNot !== undefined) index += step
    const next = shown[index]
    pick(next)
    if (next) document.getElementById(`${listId}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && value !== undefined) onDone()
    else return
    event.preventDefault()
  }
  const type = (text: string) => {
    setQuery(text)
    const [first] = pickable(options, text, createLabel).filter(({ whyNot }) => whyNot === undefined)
    onChange(text.trim() === '' ? undefined : first?.picked)
  }
  return (
    <div className="group-picker">
      <input
        className="group-picker-search"
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={at === -1 ? undefined : `${listId}-${at}`}
        aria-label={t('groups.moving.search')}
        placeholder={t('groups.moving.search')}
        // Mantine's dialog puts the focus here.
        data-autofocus
        value={query}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <p className="muted small">{t('groups.moving.keys')}</p>
      <div className="group-picker-list" id={listId} role="listbox" aria-label={label}>
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the search field, which has the focus
          <div
            key={option.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            className="group-picker-option"
            aria-selected={index === at}
            aria-disabled={option.whyNot !== undefined || undefined}
            onClick={() => pick(option)}
          >
            <span>{option.label}</span>
            <span className="muted small">{option.whyNot ?? option.detail}</span>
          </div>
        ))}
      </div>
      {found.length > SHOWN ? <p className="muted small">{t('list.more', { count: found.length - SHOWN })}</p> : null}
      {found.length > 0 ? null : (
        <p className="muted">
          {query.trim() === '' ? t('groups.moving.noGroups') : t('groups.moving.none', { query: query.trim() })}
        </p>
      )}
    </div>
  )
}

export type PickedGroup =
  | { readonly kind: 'place'; readonly id: string | null }
  | { readonly kind: 'new'; readonly name: string }

interface Pickable extends Pick<PickerOption, 'label' | 'detail' | 'whyNot'> {
  readonly key: string
  readonly picked: PickedGroup
}

function pickable(
  options: readonly PickerOption[],
  query: string,
  createLabel: ((name: string) => string) | undefined,
): readonly Pickable[] {
  const wanted = folded(query)
  const found = options
    .filter(({ label }) => matches(wanted, [folded(label)]))
    .map(({ id, ...option }): Pickable => ({ ...option, key: id ?? 'none', picked: { kind: 'place', id } }))
  const name = query.trim()
  const isNew = name !== '' && !options.some(({ label }) => folded(label) === wanted)
  if (!isNew || createLabel === undefined) return found
  return [...found, { key: 'new', label: createLabel(name), picked: { kind: 'new', name } }]
}

function isPicked({ picked }: Pickable, value: PickedGroup | undefined): boolean {
  if (value === undefined || picked.kind !== value.kind) return false
  return picked.kind === 'new' || (value.kind === 'place' && picked.id === value.id)
}
