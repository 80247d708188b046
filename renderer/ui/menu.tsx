import { Menu as MantineMenu } from '@mantine/core'
import { MoreIcon } from './icons.tsx'
import { Kbd } from './kbd.tsx'
import './menu.css'

export interface MenuItem {
  /** Tells it from the others, whatever it is called. */
  readonly id?: string
  readonly label: string
  readonly onChoose: () => void
  readonly danger?: boolean
  /** The key that does the same where the menu belongs. */
  readonly shortcut?: string
  /** Why it can't be chosen now. */
  readonly whyNot?: string | undefined
}

/** A button, of three dots if nothing else is said, and what else can be done. */
export function Menu({
  label,
  items,
  face,
  opened,
  onChange,
}: {
  readonly label: string
  /** What the button shows in place of the dots. */
  readonly face?: string
  readonly items: readonly MenuItem[]
  /** Where a key or another button opens it too. */
  readonly opened?: boolean
  readonly onChange?: (opened: boolean) => void
}) {
  if (items.length === 0) return null
  return (
    <MantineMenu
      {...(opened === undefined ? {} : { opened })}
      {...(onChange === undefined ? {} : { onChange })}
      position="bottom-end"
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
      transitionProps={{ transition: 'fade', duration: 120 }}
      classNames={{ dropdown: 'menu', item: 'menu-item' }}
    >
      <MantineMenu.Target>
        {face === undefined ? (
          <button type="button" className="button menu-button" aria-label={label} title={label}>
            <MoreIcon />
          </button>
        ) : (
          <button type="button" className="button">
            {face}
          </button>
        )}
      </MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.map((item) => (
          <MantineMenu.Item
            key={item.label}
            disabled={item.whyNot !== undefined}
            data-danger={item.danger || undefined}
            onClick={item.onChoose}
            rightSection={item.shortcut === undefined ? undefined : <Kbd>{item.shortcut}</Kbd>}
          >
            {item.label}
            {item.whyNot === undefined ? null : <span className="menu-why-not">{item.whyNot}</span>}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
