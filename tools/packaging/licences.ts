import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export interface PackageLicence {
  readonly name: string
  readonly version: string
  /** As package.json has it, such as `MIT`. */
  readonly licence: string
  /** All licence and notice files of the package. */
  readonly text: string
}

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() })

/** Those that ask for no more than to be named with their text, which is what licences.txt does. */
const ACCEPTED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
])

/** What is compiled into a package and has an author of its own. */
const WITHIN: Readonly<Record<string, string>> = {
  'better-sqlite3': 'Holds SQLite, which its authors gave to the public domain: https://sqlite.org/copyright.html',
  'zxing-wasm': 'Holds ZXing-C++, copyright its authors, under the Apache License 2.0, which is at the end.',
}

/** @throws Error that names every package whose licence can't be shipped */
export function readLicences(folders: readonly string[], keptFolder: string): readonly PackageLicence[] {
  const problems: string[] = []
  const licences = folders.flatMap((folder) => {
    try {
      return [readLicence(folder, keptFolder)]
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
      return []
    }
  })
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return licences
}

/**
 * @param keptFolder holds the texts that packages forgot to bring, as `name.txt`
 * @throws Error where the package doesn't say its licence, has no text of it, or one that isn't accepted
 */
export function readLicence(folder: string, keptFolder: string): PackageLicence {
  const { name, version, license } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  if (license === undefined) throw new Error(`${name} ${version} does not say its licence`)
  if (!isAccepted(license)) throw new Error(`${name} ${version} is under ${license}, which nobody here has accepted`)
  const files = readFiles(folder, /^(licen[cs]e|copying|notice)/i)
  const kept = join(keptFolder, `${name.replace('/', '-')}.txt`)
  const texts = [
    files,
    readFiles(folder, /^readme/i).flatMap(licenceIn),
    existsSync(kept) ? [readFileSync(kept, 'utf8').trim()] : [],
  ].find((one) => one.length > 0)
  if (texts === undefined) throw new Error(`${name} ${version} (${license}) comes without the text of its licence`)
  return { name, version, licence: license, text: texts.join('\n\n') }
}

function readFiles(folder: string, names: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim())
    .filter((text) => text !== '')
}

/** Older packages have their licence at the end of the README: words that grant something, not the name alone. */
function licenceIn(readme: string): readonly string[] {
  const [section] = /^(?:#+ *licen[cs]e\b|licen[cs]e *\n-+ *$)[\s\S]*/im.exec(readme) ?? []
  return section !== undefined && /permission is hereby granted/i.test(section) ? [section] : []
}

/** `(MIT OR Apache-2.0)` needs one that is accepted, `MIT AND ISC` both. */
function isAccepted(licence: string): boolean {
  return licence
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => ACCEPTED.has(one.trim())))
}

/** What is shipped beside the application, as the licences of its parts ask for. */
export function licencesText(packages: readonly PackageLicence[], apacheLicence: string): string {
  const parts = packages
    .toSorted((a, b) => titleOf(a).localeCompare(titleOf(b)))
    .map((one) => [titleOf(one), WITHIN[one.name], one.text].filter((line) => line !== undefined).join('\n\n'))
  return [
    'Trackside is made of its own code and of the packages below. Electron and Chromium have their own lists.',
    ...parts,
    `Apache License 2.0\n\n${apacheLicence.trim()}`,
  ].join(`\n\n${'-'.repeat(80)}\n\n`)
}

/** The line by which a package is found in the list. */
export function titleOf({ name, version, licence }: Omit<PackageLicence, 'text'>): string {
  return `${name} ${version} (${licence})`
}
