import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** Mantine, brought down to the tokens of theme.css: same paper, same ink, no look of its own. */
export const mantineTheme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: 'var(--small)', sm: 'var(--text)', md: 'var(--text)', lg: 'var(--size-16)', xl: 'var(--size-20)' },
  lineHeights: { xs: '1.43', sm: '1.43', md: '1.43', lg: '1.43', xl: '1.43' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
})

const toTokens = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-default': 'var(--paper)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-default-hover': 'var(--wash)',
  '--mantine-color-error': 'var(--error)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-disabled': 'var(--wash)',
  '--mantine-color-disabled-color': 'var(--muted)',
}

export const mantineVariables: CSSVariablesResolver = () => ({ variables: toTokens, light: toTokens, dark: toTokens })
