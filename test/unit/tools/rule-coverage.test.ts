import { describe, expect, test } from 'vitest'
import { findGaps, ruleNumbers, rulesInTitles } from '../../../tools/rule-coverage.ts'

describe('the rules', () => {
  test('are the lines that begin with a number', () => {
    const text =
      '# L: lending (see L7)\n- L1 The owner …\n- L10 **Whose data.** as in L3\n  - L5 not this\n- Lots\n- F2: too\n'
    expect(ruleNumbers(text)).toEqual(['L1', 'L10', 'F2'])
  })
})

/** As a test file has it; written with « » here, so that this file itself names no rule. */
const written = (text: string) => text.replaceAll('«', '[').replaceAll('»', ']')
const titled = (tags: string, call = 'test') => written(`${call}('${tags} does something', run)`)

describe('the rules in titles', () => {
  test.each([
    ['one', titled('«L9»'), ['L9']],
    ['several in one bracket', titled('«L4, L9»'), ['L4', 'L9']],
    ['several brackets', titled('«L4» «F3»'), ['L4', 'F3']],
    ['a template, on the next line', written('test(\n  `«R1» on both`, run)'), ['R1']],
    ['a table of cases', written("test.each([['a', f(1)]])('«O2» %s', run)"), ['O2']],
    ['a slip of the shift key', titled('«l9»'), ['l9']],
  ])('%s', (_what, text, rules) => {
    expect(rulesInTitles(text)).toEqual(rules)
  })

  test.each([
    ['no rule', titled('«today»')],
    ['a rule in the middle', written("test('ends it, as in «L9» or so', run)")],
    ['a number alone', written("const code = '«L9»'")],
    ['a title without a test', titled('«L9»', 'test.todo')],
    ['a skipped test', titled('«L9»', 'it.skip')],
  ])('%s: none', (_what, text) => {
    expect(rulesInTitles(text)).toEqual([])
  })
})

describe('gaps', () => {
  const rules = '- L1 One\n- L2 Two\n'
  const tests = (...tags: readonly string[]) => tags.map((tag) => ({ path: 'a.test.ts', text: titled(tag) }))

  test('none, where every rule has a test or waits', () => {
    expect(findGaps({ rules, notBuilt: '- L2 groups\n', tests: tests('«L1»') })).toEqual([])
  })

  test('a rule without a test', () => {
    expect(findGaps({ rules, notBuilt: '', tests: tests('«L1»') })).toEqual([
      'L2 has no test whose title begins with [L2].',
    ])
  })

  test('a test for a rule that is not there, said once a file', () => {
    expect(findGaps({ rules, notBuilt: '', tests: tests('«L1»', '«L2»', '«L3»', '«L3»') })).toEqual([
      'a.test.ts names L3: no such rule.',
    ])
  })

  test('a rule that waits and has a test', () => {
    expect(findGaps({ rules, notBuilt: '- L2 groups\n', tests: tests('«L1»', '«L2»') })).toEqual([
      'L2 has a test: take it off rules-not-built.md.',
    ])
  })

  test('a waiting rule that is not there', () => {
    expect(findGaps({ rules, notBuilt: '- L3 groups\n', tests: tests('«L1»', '«L2»') })).toEqual([
      'L3 waits in rules-not-built.md: no such rule.',
    ])
  })
})
