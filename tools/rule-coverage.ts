// Holds the rules and the tests together: no rule without a test, no test for a rule that isn't there.
import { globSync, readFileSync } from 'node:fs'

export type Sources = {
  /** docs/rules.md */
  readonly rules: string
  /** docs/rules-not-built.md */
  readonly notBuilt: string
  readonly tests: readonly { readonly path: string; readonly text: string }[]
}

/** The numbers of the rules, in their order: lines such as `- L9 A loan ends by …`. */
export function ruleNumbers(text: string): readonly string[] {
  return [...text.matchAll(/^- ([A-Z]\d+)\b/gm)].map(([, number = '']) => number)
}

/** The rules that a test file's titles begin with: `'[L9] …'`, `'[L4, L9] …'`. A test that doesn't run names nothing. */
export function rulesInTitles(text: string): readonly string[] {
  const running = text.replaceAll(/\.(?:todo|skip|fixme)\(\s*(?:'[^']*'|"[^"]*"|`[^`]*`)/g, '')
  return [...running.matchAll(/['"`]((?:\[[A-Z]\d+(?:[, ]+[A-Z]\d+)*\] )+)(?=[^\s'"`])/gi)].flatMap(
    ([, tags = '']) => tags.match(/[A-Z]\d+/gi) ?? [],
  )
}

/** What is wrong, one sentence each; empty if every rule is covered. */
export function findGaps({ rules, notBuilt, tests }: Sources): readonly string[] {
  const known = new Set(ruleNumbers(rules))
  const waiting = ruleNumbers(notBuilt)
  const named = tests.flatMap(({ path, text }) => rulesInTitles(text).map((rule) => ({ path, rule })))
  const tested = new Set(named.map(({ rule }) => rule))
  return [
    ...[
      ...new Set(
        named.filter(({ rule }) => !known.has(rule)).map(({ path, rule }) => `${path} names ${rule}: no such rule.`),
      ),
    ],
    ...waiting.filter((rule) => !known.has(rule)).map((rule) => `${rule} waits in rules-not-built.md: no such rule.`),
    ...waiting.filter((rule) => tested.has(rule)).map((rule) => `${rule} has a test: take it off rules-not-built.md.`),
    ...[...known]
      .filter((rule) => !(tested.has(rule) || waiting.includes(rule)))
      .map((rule) => `${rule} has no test whose title begins with [${rule}].`),
  ]
}

if (import.meta.main) {
  const read = (path: string) => readFileSync(path, 'utf8')
  const gaps = findGaps({
    rules: read('docs/rules.md'),
    notBuilt: read('docs/rules-not-built.md'),
    // Only what `npm test` runs, and what is about the product: a tool's own tests prove nothing of it.
    tests: globSync('test/{unit,contract,e2e}/**/*.test.{ts,tsx}', {
      exclude: ['test/unit/{tools,box-simulator}/**'],
    }).map((path) => ({ path, text: read(path) })),
  })
  for (const gap of gaps) console.log(gap)
  process.exitCode = gaps.length === 0 ? 0 : 1
}
