// node main.mjs FOLDER: writes every peer's source beside the folder's set.json.
import { readSet } from './set.mjs';
import { writeParley } from './parley.mjs';
import { writeScripts } from './scripts.mjs';
import { writeCpp } from './cpp.mjs';
import { writeEngines } from './engines.mjs';

const folder = process.argv[2];
const set = readSet(folder);
for (const write of [writeParley, writeScripts, writeCpp, writeEngines]) write(set, folder);
