/** The page's entry: puts a host together from this browser and mounts the page on it. */
import '@xterm/xterm/css/xterm.css';
import './page.css';
import { startHost } from '../host/start-host.ts';
import { boot } from './browser/boot.ts';
import { mountPage } from './mount-page.ts';

mountPage(() => boot(startHost));
