import { expect, test } from 'vitest'
import { readTypedCloud } from '../../../electron/shell/cloud-url.ts'
import { cloudProblem } from '../../../renderer/cloud-address/cloud-problem.ts'
import { sampleSay } from '../../support/sample-say.ts'

const { t } = sampleSay()

test.each([
  ['  ', /^Enter your cloud’s address/],
  ['http://cloud.example', /has to begin with https/],
  [' HTTP://192.168.1.10:4000', /has to begin with https/],
  ['https://me:secret@cloud.example', /without user name, password/],
  ['cloud.example/?invitation=J1', /without user name, password/],
  ['https://cloud.example/#/devices', /without user name, password/],
  ['our cloud', /isn’t an address/],
  ['ftp://cloud.example', /isn’t an address/],
])('says of %j what is wrong with it, and does not repeat it', (typed, sentence) => {
  expect(readTypedCloud(typed)).toBeUndefined()
  expect(cloudProblem(t, typed)).toMatch(sentence)
  expect(cloudProblem(t, typed)).not.toContain('secret')
})
