/** Stands in for `electron` in tests: there is no executable, so what imports it can't be tested in Node. */
throw new Error('electron is not there in tests: test the part that does not import it')
