import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../../renderer/locales/en.ts'
import { es } from '../../../renderer/locales/es.ts'
import { withEveryPlural } from '../../../renderer/locales/every-plural.ts'
import { it as italian } from '../../../renderer/locales/it.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PLURAL = /_(one|many|other)$/

const english = sentences(en)
const translations = [
  ['Spanish', sentences(es), es],
  ['Italian', sentences(italian), italian],
] as const

test('no sentence of the catalogue is left that nothing says', () => {
  const isSaid = saidBy(sourceTexts())
  expect([...english.keys()].filter((key) => !isSaid(key.replace(PLURAL, '')))).toEqual([])
})

test('the search for what is said would notice a sentence that isn’t', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source that is searched
  const isSaid = saidBy(["t('box.lend', {}) t(`alert.${level}`) t(`a.${b}.title`)"])
  expect(['box.lend', 'alert.24h', 'a.x.title'].every(isSaid)).toBe(true)
  expect(['box.lent', 'alert', 'alert.a.b.c', 'a.x.titles'].some(isSaid)).toBe(false)
})

test.each(translations)('%s has every sentence, and none that English doesn’t have', (_name, translated) => {
  expect([...english.keys()].filter((key) => !translated.has(key))).toEqual([])
  const known = (key: string) => english.has(key) || english.has(key.replace(/_many$/, '_other'))
  expect([...translated.keys()].filter((key) => !known(key))).toEqual([])
})

test.each(translations)('%s fills in the same names, numbers and times', (_name, translated) => {
  const others = [...translated].filter(([key, sentence]) => {
    const same = english.get(key) ?? english.get(key.replace(/_many$/, '_other')) ?? ''
    return filledIn(sentence).join() !== filledIn(same).join()
  })
  // A singular may leave its number out: "una caja".
  expect(others.filter(([key]) => !key.endsWith('_one'))).toEqual([])
  expect(
    others.filter(
      ([key, sentence]) =>
        withoutCount(filledIn(sentence)).join() !== withoutCount(filledIn(english.get(key) ?? '')).join(),
    ),
  ).toEqual([])
})

test.each(translations)(
  '%s has a singular and a plural, and the plural of a million',
  (_name, _sentences, catalogue) => {
    const forms = sentences(withEveryPlural(catalogue))
    const others = [...english.keys()].filter((key) => key.endsWith('_other'))
    expect(others.length).toBeGreaterThan(50)
    for (const key of others) {
      for (const form of ['one', 'many', 'other']) expect(forms.has(key.replace(PLURAL, `_${form}`)), key).toBe(true)
    }
  },
)

function sentences(catalogue: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...sentences(value, `${path}${key}.`)],
    ),
  )
}

function filledIn(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? ''))].toSorted()
}

function withoutCount(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== 'count' && name !== 'number')
}

/** Which keys stand in the sources: as they are, or with a part that is worked out, such as `box.view`. */
function saidBy(sources: readonly string[]): (key: string) => boolean {
  const found = (pattern: RegExp) =>
    sources.flatMap((source) => [...source.matchAll(pattern)].map(([, text]) => text ?? ''))
  const literals = new Set(found(/['"]([\w-]+(?:\.[\w-]+)*)['"]/g))
  const patterns = found(/`([\w-]*(?:\.|\$\{[^`{}]*\}|[\w-])*)`/g)
    .filter((template) => template.includes('.') && template.includes('${'))
    .map((template) =>
      template
        .split(/\$\{[^}]*\}/)
        .map(literally)
        .join('[^.]+(?:\\.[^.]+)?'),
    )
    .map((pattern) => new RegExp(`^${pattern}$`))
  return (key) => literals.has(key) || patterns.some((pattern) => pattern.test(key))
}

function literally(text: string): string {
  return text.replaceAll('.', '\\.')
}

function sourceTexts(): readonly string[] {
  return ['renderer', 'electron/shell']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(ROOT, folder, path)),
    )
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('/locales/'))
    .map((path) => readFileSync(path, 'utf8'))
}
