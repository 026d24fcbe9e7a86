import path from 'node:path'
import { makeDiskStorage } from './disk-storage.ts'
import { makeS3Storage, type S3Settings } from './s3-storage.ts'
import type { Storage } from './storage.ts'

/** Where an installation keeps its recordings: in a bucket where one is named, else in a folder of its own files. */
export const openStorage = ({ s3, dataDir }: { s3?: S3Settings | null; dataDir: string }): Storage =>
  s3 ? makeS3Storage(s3) : makeDiskStorage(path.join(dataDir, 'recordings'))
