import { useTranslation } from 'react-i18next'
import { type GroupTree, isSharedItself, withBelow } from './group-facts.ts'
import './share-dialog.css'
import '../ui/checkbox.css'

/** Several groups to one partner in one act: the others that could go along. */
export function ShareMoreGroups({
  tree,
  but,
  ticked,
  onChange,
}: {
  readonly tree: GroupTree
  /** The group that the dialog was opened for. */
  readonly but: string
  readonly ticked: readonly string[]
  readonly onChange: (ticked: readonly string[]) => void
}) {
  const { t } = useTranslation()
  const others = tree.roots
    .filter(({ isOurs }) => isOurs)
    .flatMap(withBelow)
    .filter(({ group }) => group.id !== but)
  if (others.length === 0) return null
  return (
    <details className="share-more">
      <summary>{t('share.moreGroups')}</summary>
      <ul>
        {others.map((facts) => {
          const { group, path, partner, boxesBelow } = facts
          const isShared = isSharedItself(facts)
          return (
            <li key={group.id}>
              <label className="share-more-group">
                <input
                  type="checkbox"
                  disabled={isShared}
                  checked={ticked.includes(group.id)}
                  onChange={({ currentTarget: { checked } }) =>
                    onChange(checked ? [...ticked, group.id] : ticked.filter((id) => id !== group.id))
                  }
                />
                <span>{path}</span>
                <span className="muted small">
                  {isShared ? t('share.alreadyShared', { partner }) : t('share.includes', { count: boxesBelow })}
                </span>
              </label>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
