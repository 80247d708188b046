import { useTranslation } from 'react-i18next'
import { placeHref } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/notices.tsx'
import type { GroupTree } from './group-facts.ts'
import { ALL, type Chosen, NO_GROUP } from './group-place.ts'

/** ux 17: why no box is here, and the one next step. */
export function GroupsEmpty({
  tree,
  chosen,
  query,
}: {
  readonly tree: GroupTree
  readonly chosen: Chosen
  readonly query: string
}) {
  const { t } = useTranslation()
  const [, change] = useScreenState('groups')
  if (query.trim() !== '') {
    return (
      <EmptyState
        title={t('groups.empty.noMatch', { query: query.trim() })}
        action={<Button onClick={() => change({ query: '' })}>{t('groups.empty.clearSearch')}</Button>}
      />
    )
  }
  if (chosen === NO_GROUP) return <EmptyState title={t('groups.empty.allGrouped')} />
  if (chosen === ALL) return <EmptyState title={t('groups.empty.nothing')}>{t('groups.empty.nothingText')}</EmptyState>
  const facts = tree.byId.get(chosen)
  if (facts === undefined) return null
  const title = t('groups.empty.noBoxes', { group: facts.group.name })
  if (!facts.isOurs) {
    return <EmptyState title={title}>{t('groups.empty.noBoxesTheirs', { partner: facts.partner })}</EmptyState>
  }
  return (
    <EmptyState
      title={title}
      action={
        tree.ungrouped === 0 ? null : (
          <a className="button" href={placeHref('groups', NO_GROUP)}>
            {t('groups.empty.openUngrouped')}
          </a>
        )
      }
    >
      {t('groups.empty.noBoxesText')}
    </EmptyState>
  )
}
