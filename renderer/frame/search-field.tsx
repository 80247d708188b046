import { useHotkeys } from '@mantine/hooks'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { goTo } from '../router.ts'
import { useOrganisationId, useScreenState, useTrackside } from '../trackside.tsx'
import { CloseIcon } from '../ui/icons.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { findBox, findGroup } from '../words/search.ts'

/** Filters the list of the screen that is open, and on Enter jumps to a box by serial or name, or to a group (ux 14). */
export function SearchField({ screen }: { readonly screen: string }) {
  const { t } = useTranslation()
  const { store } = useTrackside()
  const viewer = useOrganisationId()
  const inputRef = useRef<HTMLInputElement>(null)
  const [{ query }, change] = useScreenState(screen)
  const focus = () => {
    inputRef.current?.focus()
    inputRef.current?.select()
  }
  useHotkeys([
    ['/', focus],
    ['mod+K', focus],
  ])
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (query === '') inputRef.current?.blur()
      else change({ query: '' })
    }
    if (event.key !== 'Enter') return
    const { records } = store.getState()
    const box = findBox(records.all('box'), query, viewer)
    if (box) return goTo('devices', box.id)
    const group = findGroup(records.all('group'), query, viewer)
    if (group) goTo('groups', group.id)
  }
  return (
    <div className="search-field">
      <input
        ref={inputRef}
        type="search"
        aria-label={t('frame.search')}
        placeholder={t('frame.search')}
        value={query}
        onChange={(event) => change({ query: event.currentTarget.value })}
        onKeyDown={pressed}
      />
      <span className="search-field-end">
        {query === '' ? (
          <Kbd>{t('frame.searchKey')}</Kbd>
        ) : (
          <button
            type="button"
            className="search-field-clear"
            aria-label={t('list.clearSearch')}
            onClick={() => change({ query: '' })}
          >
            <CloseIcon />
          </button>
        )}
      </span>
    </div>
  )
}
