import * as fs from 'node:fs'
import { program } from '../surroundings.ts'

/** What the programs use of Node's, at once: threads would decide which of two files is written first. */

export async function readFile(path: string, encoding: 'utf8'): Promise<string> {
  return fs.readFileSync(path, encoding)
}

export async function writeFile(path: string, text: string, options: fs.WriteFileOptions): Promise<void> {
  program().passStep()
  fs.writeFileSync(path, text, options)
}

export async function rename(from: string, to: string): Promise<void> {
  program().passStep()
  fs.renameSync(from, to)
}

export async function rm(path: string, options: fs.RmOptions): Promise<void> {
  program().passStep()
  fs.rmSync(path, options)
}

export async function mkdir(path: string, options: fs.MakeDirectoryOptions): Promise<void> {
  fs.mkdirSync(path, options)
}

export async function chmod(path: string, mode: number): Promise<void> {
  fs.chmodSync(path, mode)
}

/** A disk with plenty of room. */
export async function statfs(): Promise<{ readonly bavail: number; readonly bsize: number }> {
  return { bavail: 1e8, bsize: 4096 }
}
