/** From how many characters to how many a password may have; the server holds the same. */
export const passwordLength = { least: 12, most: 128 }
