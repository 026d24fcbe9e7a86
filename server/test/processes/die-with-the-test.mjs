// Loaded into every process that a test starts, before its own code: the line to the test is cut when the test ends,
// however that ends, and then nothing may stay behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.channel?.unref()
