/** The floor: xterm with a prompt that echoes, nothing else. */
import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';

const element = document.getElementById('drydock') ?? document.body;
const xterm = new Terminal({ fontSize: 14 });
const fitting = new FitAddon();
xterm.loadAddon(fitting);
xterm.open(element);
fitting.fit();
xterm.onData((text) => xterm.write(text === '\r' ? '\r\n$ ' : text));
xterm.write('$ ', () => Object.assign(window, { drydock: { awaitsInput: () => true } }));
xterm.focus();
