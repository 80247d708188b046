import { config } from 'zod'

// The page's security policy forbids code made from text, which zod's fast path needs. Imported before any schema.
config({ jitless: true })
