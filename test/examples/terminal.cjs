// Makes a pipe look like a terminal.
process.stdout.isTTY = true
