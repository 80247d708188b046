import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '../../shared/permissions.ts'
import { PERMISSION_AREAS } from './role-facts.ts'
import '../ui/checkbox.css'

/** What a role may, area by area; `box.view` is always on (O2). */
export function PermissionTicks({
  permissions,
  onChange,
}: {
  readonly permissions: readonly Permission[]
  readonly onChange: (permissions: readonly Permission[]) => void
}) {
  const { t } = useTranslation()
  const toggle = (permission: Permission) =>
    onChange(
      permissions.includes(permission)
        ? permissions.filter((other) => other !== permission)
        : [...permissions, permission],
    )
  return PERMISSION_AREAS.map(({ area, permissions: inArea }) => (
    <fieldset key={area} className="role-area">
      <legend>{t(`members.area.${area}`)}</legend>
      {inArea.map((permission) => (
        <Tick
          key={permission}
          permission={permission}
          isOn={permission === 'box.view' || permissions.includes(permission)}
          onToggle={permission === 'box.view' ? undefined : () => toggle(permission)}
        />
      ))}
    </fieldset>
  ))
}

function Tick({
  permission,
  isOn,
  onToggle,
}: {
  readonly permission: Permission
  readonly isOn: boolean
  /** Undefined: it can't be taken away. */
  readonly onToggle: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const whatId = useId()
  return (
    <label className="role-tick">
      <input
        type="checkbox"
        checked={isOn}
        aria-describedby={whatId}
        disabled={onToggle === undefined}
        onChange={onToggle}
      />
      <span>
        {t(`members.permission.${permission}.name`)}
        <span className="role-what" id={whatId}>
          {t(`members.permission.${permission}.what`)}
        </span>
      </span>
    </label>
  )
}
