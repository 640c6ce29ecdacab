/** Prints the text and ends the process if the command was called with `--help`. */
export function answerHelp(text: string): void {
  if (!process.argv.includes('--help') && !process.argv.includes('-h')) return;
  console.log(text.trim());
  process.exit(0);
}
