import './styles/tokens.css';
import './styles/base.css';
import './styles/panels.css';
import './styles/controls.css';
import './styles/content.css';
import './styles/shell.css';
import { render } from 'preact';
import { App } from './App.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('index.html lacks the element "app"');
render(<App />, root);

// The browser opens a file dropped outside the drop zone in place of the page, which would end a
// run. Prevent that.
for (const kind of ['dragover', 'drop']) {
  addEventListener(kind, (event) => event.preventDefault());
}
