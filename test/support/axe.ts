import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

const WCAG_A_AND_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What a page can ask of axe. */
interface Asked {
  readonly part: string
  readonly tags: readonly string[]
  readonly rules: readonly string[] | undefined
}

interface Axe {
  run(
    part: { readonly include: readonly string[] },
    options: object,
  ): Promise<{ readonly violations: readonly Violation[] }>
}

interface Violation {
  readonly id: string
  readonly nodes: readonly {
    readonly target: readonly string[]
    readonly any: readonly { readonly message: string }[]
  }[]
}

/** Read once a worker. */
const axeSource = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)

/**
 * What violates WCAG 2.2 A and AA in the page as it is now, or in a part of it, by all rules or by these alone. Axe is
 * brought into a page once and tells violations only: a run takes a tenth of a second where AxeBuilder takes a whole one.
 */
export async function violations(page: Page, part = 'html', rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(runAxe, { part, rules, tags: WCAG_A_AND_AA })
}

/** No violation in the page as it is, in the theme and width that it has now. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  expect.soft(await violations(page), where).toEqual([])
}

/** Runs in the page. */
async function runAxe({ part, rules, tags }: Asked): Promise<string[]> {
  const LABEL_RULE = 'label-content-name-mismatch'
  const axe: Axe = Reflect.get(window, 'axe')
  const found = await axe.run(
    { include: [part] },
    {
      runOnly: rules === undefined ? { type: 'tag', values: tags } : { type: 'rule', values: rules },
      // WCAG 2.5.3, off by itself as it is new.
      ...(rules === undefined ? { rules: { [LABEL_RULE]: { enabled: true } } } : {}),
      resultTypes: ['violations'],
    },
  )
  // A row of a tree says in words what the figures beside its name mean: 'Depot 2 / 5' is '2 boxes, 5 with those below'.
  const isOfTree = (target: readonly string[]) => document.querySelector(target.join(' '))?.role === 'treeitem'
  return found.violations.flatMap(({ id, nodes: all }) => {
    const nodes = id === LABEL_RULE ? all.filter(({ target }) => !isOfTree(target)) : all
    if (nodes.length === 0) return []
    const places = nodes.map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? ''})`)
    return `${id} at ${places.join('; ')}`
  })
}
