// Runs after every install, with whatever Node did the installing, so it is plain JavaScript.
// Some versions of npm remove the program of a platform's Node package together with the same program of the
// other platforms' packages, which are skipped on purpose. The commands need it, so it is put back.
import { existsSync, linkSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const wantedMajor = 24;
const windows = process.platform === 'win32';
const program = windows ? 'node.exe' : 'node';
const inPackage = `node-${windows ? 'win' : process.platform}-${process.arch}/bin/${program}`;
const installed = `node_modules/${inPackage}`;
const linked = `node_modules/.bin/${program}`;

if (existsSync(installed) && !existsSync(linked)) {
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync(linked, { force: true });
  // Windows lets only administrators make symbolic links.
  if (windows) linkSync(installed, linked);
  else symlinkSync(`../${inPackage}`, linked);
}
if (!existsSync(linked) && Number(process.versions.node.split('.')[0]) < wantedMajor) {
  console.warn(
    `Regulars needs Node ${wantedMajor}, and there is no package of it for this machine: install it yourself.`,
  );
}
